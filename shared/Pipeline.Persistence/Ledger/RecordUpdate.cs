using System.Globalization;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// One compare-and-set over a set of records, and what is written with it: the timeline, the counts and any followers,
/// in one transaction of one statement. A move that is not in <see cref="RecordMoves"/> can't be made into one.
/// Parts are SQL with these names in reach:
/// <list type="bullet">
/// <item><c>a</c>: what is asked, a row per record (<see cref="Asked"/>), in <see cref="Condition"/>;</item>
/// <item><c>r</c>, <c>p</c>: the record and its process, in <see cref="Condition"/>; <c>r</c> also in <see cref="Assignments"/>;</item>
/// <item><c>o</c>: what was picked: the asked columns and the old values, in <see cref="Assignments"/>;</item>
/// <item><c>moved</c>: the same with <c>to_status</c>, <c>to_heading</c>, <c>fencing</c>, <c>starts</c>, <c>tries</c> and
/// <c>revision</c>, <c>article_id</c>, <c>account_id</c> as they are now, in <see cref="Then"/> and <see cref="Returning"/>.</item>
/// </list>
/// </summary>
internal sealed class RecordUpdate
{
    private readonly RecordStatus[] _from;
    private readonly RecordStatus? _to;
    private readonly string _where, _set;
    private string? _text;

    /// <summary>An update of records in one of <paramref name="from"/>; <paramref name="to"/> null: they keep their status.</summary>
    /// <exception cref="IllegalMoveException">The table of moves doesn't allow it.</exception>
    public RecordUpdate(
        RecordStatus[] from, RecordStatus? to, IReadOnlyList<AskedColumn> asked, string where, string set, string returning, params string[] then)
    {
        foreach (var status in from)
        {
            if (to is not null) RecordMoves.Demand(status, to.Value);
        }

        (_from, _to, _where, _set) = (from, to, where, set);
        (Asked, Returning, Then) = ([.. asked, new("note", AskedType.Text), new("trace", AskedType.Text)], returning, then);
    }

    /// <summary>The whole statement; an update belongs to one database.</summary>
    public string Text(SqlDialect dialect) => _text ??= dialect.Compose(this);

    /// <summary>The asked columns besides the id.</summary>
    public IReadOnlyList<AskedColumn> Asked { get; }

    /// <summary>What is answered of each row that was moved.</summary>
    public string Returning { get; }

    /// <summary>What is written besides.</summary>
    public IReadOnlyList<string> Then { get; }

    /// <summary>Which of the asked records are meant.</summary>
    public string Condition => $"{SqlDialect.Tested("r.status")} IN ({string.Join(", ", _from.Select(Number))}) AND {_where}";

    /// <summary>What is set.</summary>
    public string Assignments => _to is null ? _set : $"status = {Number(_to.Value)}, {_set}";

    /// <summary>The old values that every update picks.</summary>
    public string Picked(SqlDialect sql) =>
        $"r.id, r.process_id, r.status AS from_status, {Heading("r")} AS from_heading, r.starts AS from_starts, {Reservation.Holds(sql, "r.slots_reserved", "r.not_before")} AS had_slots, "
        + $"p.generate_only, p.status AS process_status{string.Concat(Asked.Select(column => $", a.{column.Name}"))}";

    /// <summary>The new values that followers may see.</summary>
    public static string Moved { get; } =
        $"o.*, r.status AS to_status, {Heading("r")} AS to_heading, r.fencing AS fencing, r.starts AS starts, r.comment_revision AS revision, r.tries AS tries, r.article_id AS article_id, r.account_id AS account_id";

    /// <summary>The heading under which a record counts, see <see cref="CountHeading"/>.</summary>
    private static string Heading(string alias) =>
        $"CASE WHEN {alias}.status <> 3 THEN {alias}.status WHEN {alias}.approved_at IS NOT NULL THEN 33 WHEN {alias}.auto_post THEN 32 ELSE 31 END";

    private static string Number(RecordStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
