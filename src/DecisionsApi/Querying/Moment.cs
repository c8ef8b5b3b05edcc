namespace DecisionsApi.Querying;

/// <summary>The state of the register a walk is about, and the register's present head.</summary>
/// <param name="Sequence">Head of the register when the walk began.</param>
/// <param name="Head">Head of the register now.</param>
internal sealed record Moment(long Sequence, long Head)
{
    /// <summary>Whether nothing has come since.</summary>
    public bool IsNow => Sequence == Head;

    /// <summary>The list as it was at the sequence: later records stay out, records withdrawn later stay in.</summary>
    /// <param name="ordered">
    /// Whether an order's index must lead. The sign keeps the index by creation out of it: nearly every record was created before,
    /// so that leading with it means to read and sort them all.
    /// </param>
    public Where AsOf(ListSubject list, Where filters, bool ordered = false)
    {
        if (list.IsDerived)
        {
            // Said of every row, so that the index of ids leads where no filter does.
            return filters.Copy().Add("p.id > ''");
        }
        var where = filters
            .Copy()
            .Add(ordered ? "+p.created_sequence <= @sequence" : "p.created_sequence <= @sequence", "sequence", Sequence)
            .Add("(p.withdrawn_sequence IS NULL OR p.withdrawn_sequence > @sequence)");
        // Nothing can have come back after the present head.
        return IsNow
            ? where
            : where.Add(
                "p.key NOT IN (SELECT record_key FROM absences WHERE resource = @resource AND from_sequence <= @sequence AND to_sequence > @sequence)",
                "resource",
                list.Name
            );
    }
}
