using System.Data.Common;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// The few places in which PostgreSQL and SQLite say the same thing in other words. Statements are written once, with
/// these in their gaps.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>The ledger's clock: the only one that leases and due times are judged by.</summary>
    public abstract string Now { get; }

    /// <summary>
    /// What follows a SELECT to lock the rows of <paramref name="alias"/> until the transaction ends, for a change that leaves their keys alone: rows
    /// that refer to them may come meanwhile. Rows that somebody else has locked are waited for.
    /// </summary>
    public abstract string Lock(string alias);

    /// <summary>As <see cref="Lock"/>; rows that somebody else has locked are left out.</summary>
    public abstract string LockFree(string alias);

    /// <summary>What follows a SELECT to keep the rows of <paramref name="alias"/>, which new rows will refer to; rows of which that can't be said at once are left out.</summary>
    public abstract string KeepFree(string alias);

    /// <summary>
    /// The rows <c>t</c> of a table that a condition holds for, locked in the order of their ids, to be asked as <c>id IN</c>: statements that
    /// lock rows of this table in this order, and nothing before them, never wait for each other in a circle.
    /// </summary>
    public string InOrder(string table, string condition) => $"(SELECT t.id FROM {table} t WHERE {condition} ORDER BY t.id {Lock("t")})";

    /// <summary>As <see cref="InOrder"/>, of those that nobody else has locked.</summary>
    public string Taken(string table, string condition) => $"(SELECT t.id FROM {table} t WHERE {condition} ORDER BY t.id {LockFree("t")})";

    /// <summary>As <see cref="Taken"/>, of the rows <c>t</c> whose ids are asked for.</summary>
    public string TakenOfAsked(string table, string condition) =>
        $"(SELECT t.id FROM {Asked([new("id", AskedType.Id)])} JOIN {table} t ON t.id = a.id WHERE {condition} ORDER BY t.id {LockFree("t")})";

    /// <summary>A moment: now plus a number of seconds, given as an SQL expression.</summary>
    public string In(string seconds) => Plus(Now, seconds);

    /// <summary>A moment plus a number of seconds, both as SQL expressions.</summary>
    public abstract string Plus(string moment, string seconds);

    /// <summary>
    /// A column of rows that are found by their ids, in a form that no index is looked up by. Statistics are old where most
    /// rows have ended and few move: a planner that thinks that nobody waits finds the few by what they wait for, all of them
    /// for each id.
    /// </summary>
    public static string Tested(string column) => $"COALESCE({column}, {column})";

    /// <summary>An id that may be null, given as a parameter.</summary>
    public abstract string Id(string parameter);

    /// <summary>Bytes, given as a text of hexadecimal digits.</summary>
    public abstract string Bytes(string hex);

    /// <summary>A duration of so many seconds, given as an SQL expression, as it is stored.</summary>
    public abstract string Duration(string seconds);

    /// <summary>The seconds from one moment to another, as a floating-point number.</summary>
    public abstract string Seconds(string from, string to);

    /// <summary>The later of two moments.</summary>
    public abstract string Later(string one, string other);

    /// <summary>Folds the deltas of counts; where there are none, nothing.</summary>
    public abstract string FoldCounts { get; }

    /// <summary>Keeps an article's text, as a new version where it is new, and answers the latest version.</summary>
    public abstract string SaveText { get; }

    /// <summary>Makes the partitions of the coming months; where there are none, nothing.</summary>
    public abstract string MakePartitions { get; }

    /// <summary>The rows of the JSON array in the parameter <c>@asked</c>, as a table.</summary>
    public abstract string Asked(IEnumerable<AskedColumn> columns);

    /// <summary>Gives a command a parameter.</summary>
    public abstract void Bind(DbCommand command, string name, object? value);

    /// <summary>Reads a moment (UTC) that may be null.</summary>
    public abstract DateTime? ReadTime(DbDataReader reader, int column);

    /// <summary>One statement that updates records and writes what belongs to it, as this database wants it.</summary>
    internal abstract string Compose(RecordUpdate update);

    /// <summary>
    /// One statement that inserts new records, selected from the asked rows <c>a</c>, and writes what belongs to them. Their ids
    /// are those that are asked, with the ledger's moment in place of their maker's: so they are in the order of making, and a
    /// range of moments is a range of ids, whatever a worker's clock says. Within a millisecond that clock decides.
    /// </summary>
    internal abstract string ComposeInsert(IReadOnlyList<AskedColumn> asked, string insert);
}

/// <summary>A column of the table of what is asked for.</summary>
/// <param name="Name">Its name, in the JSON too.</param>
/// <param name="Type">Its type.</param>
public sealed record AskedColumn(string Name, AskedType Type);

/// <summary>The types of <see cref="AskedColumn"/>.</summary>
public enum AskedType
{
    /// <summary>A UUID.</summary>
    Id,

    /// <summary>A whole number of 64 bits.</summary>
    Number,

    /// <summary>A floating-point number.</summary>
    Real,

    /// <summary>A decimal number, exact.</summary>
    Money,

    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,
}
