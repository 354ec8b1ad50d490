namespace Pipeline.Persistence.Ledger;

/// <summary>
/// What is reserved is reserved for a moment: who comes long after it, because the process was paused or everything was
/// down, comes together with all the others that do, and has to ask anew.
/// </summary>
internal static class Reservation
{
    /// <summary>How long after its moment a reservation is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    /// <summary>Whether a reservation for a moment that has come still holds, as an SQL expression.</summary>
    public static string Holds(SqlDialect sql, string reserved, string moment) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({reserved} AND COALESCE({moment} > {sql.In($"-{GoodFor.TotalSeconds}")}, false))");
}
