namespace DecisionsApi.Records;

/// <summary>How much a record may hold: what the published contract says of every answer, and imports keep to.</summary>
internal static class RecordBounds
{
    /// <summary>Characters of one text: as many as the longest record that is read from a table, of which a field is a part.</summary>
    public const int MaxText = Tabular.RecordReader.MaxRecordLength;

    /// <summary>Entries of one list.</summary>
    public const int MaxItems = 10_000;

    /// <summary>Characters of a record as published.</summary>
    public const int MaxRaw = 16 << 20;
}
