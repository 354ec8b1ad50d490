namespace Pipeline.Persistence.Ledger;

/// <summary>What is reserved for a post whose moment has come.</summary>
/// <param name="Slots">Its host slots, for about now.</param>
/// <param name="Pace">From now until its place in its account's pace, negative: since then; null: it has none.</param>
public sealed record PostingReservation(bool Slots, TimeSpan? Pace)
{
    /// <summary>Its place lies ahead, or is about now.</summary>
    public bool PaceHolds => Pace > -Reservation.GoodFor;
}
