using DecisionsApi.Formats;

namespace DecisionsApi.Http;

/// <summary>The forms an address offers, the preferred one first; what is offered is cached and revalidated.</summary>
internal sealed record Offers(IReadOnlyList<Offer> Forms)
{
    /// <summary>Media type of what says what a CSV holds.</summary>
    public const string CsvMetadataType = "application/csvm+json";

    /// <summary>Rows of any kind: a page, or everything as a table or as lines.</summary>
    public static readonly Offers Tables = new([
        new("json", JsonRecords.MediaType),
        .. TableFormat.All.Select(format => new Offer(format.Name, format.MediaType, format.Alias) { IsText = format.IsText }),
    ]);

    /// <summary>A list of records: the same, and feeds.</summary>
    public static readonly Offers Lists = new([
        .. Tables.Forms,
        .. FeedFormat.All.Select(format => new Offer(format.Name, format.MediaType)),
    ]);

    /// <summary>A list of records that are linked data: the same, and JSON-LD.</summary>
    public static readonly Offers LinkedLists = new([.. Lists.Forms, new(LinkedData.Format, LinkedData.MediaType)]);

    /// <summary>A single record.</summary>
    public static readonly Offers Records = new([new("json", JsonRecords.MediaType)]);

    /// <summary>A single record that is linked data.</summary>
    public static readonly Offers LinkedRecords = new([.. Records.Forms, new(LinkedData.Format, LinkedData.MediaType)]);

    /// <summary>A document that is nothing but linked data, which is JSON for those who know no more of it.</summary>
    public static readonly Offers LinkedDocuments = new([new(LinkedData.Format, LinkedData.MediaType), new("json", JsonRecords.MediaType)]);

    /// <summary>What says what a CSV holds, also for those who only know that it is JSON.</summary>
    public static readonly Offers CsvMetadata = new([new("csvm", CsvMetadataType, JsonRecords.MediaType)]);

    /// <summary>Something that has one form whatever a caller accepts.</summary>
    public static readonly Offers AsItIs = new([]);

    /// <summary>A file, given byte for byte.</summary>
    public static readonly Offers Bytes = new([]) { IsCompressible = false };

    /// <summary>Whether it may be sent in a content encoding.</summary>
    public bool IsCompressible { get; private init; } = true;

    /// <summary>Whether a list is offered in these forms.</summary>
    public bool AreOfRecords => this == Lists || this == LinkedLists;

    /// <summary>The media types there are.</summary>
    public string[] MediaTypes => [.. Forms.Select(form => form.MediaType)];

    /// <summary>The form of a name, or null.</summary>
    public Offer? Named(string name) => Forms.FirstOrDefault(form => form.Format == name);
}

/// <summary>A form: its name in <c>format=</c> and in paths, its media type, and another name that type goes by.</summary>
internal sealed record Offer(string Format, string MediaType, string? Alias = null)
{
    /// <summary>Whether it may be sent in a content encoding, and is the same byte for byte each time it is made.</summary>
    public bool IsText { get; init; } = true;
}
