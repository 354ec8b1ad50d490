namespace Pipeline.Domain.Records;

/// <summary>Who may move a record from one status to another.</summary>
public enum Mover
{
    /// <summary>A worker of the stage named in the move, or the sweep in its place.</summary>
    Stage,

    /// <summary>A person, through the Gateway.</summary>
    Person,
}

/// <summary>One legal move of an article record.</summary>
/// <param name="From">The status it leaves; null: the record is new.</param>
/// <param name="To">The status it reaches.</param>
/// <param name="By">Who may do it.</param>
/// <param name="Why">What it means, as the diagram in <c>docs/record-lifecycle.md</c> says it.</param>
public sealed record RecordMove(RecordStatus? From, RecordStatus To, Mover By, string Why);

/// <summary>The table of legal moves: the only place that knows them. The ledger refuses any other.</summary>
public static class RecordMoves
{
    /// <summary>Every legal move, in the order of a record's life.</summary>
    public static readonly IReadOnlyList<RecordMove> All =
    [
        new(null, RecordStatus.Discovered, Mover.Stage, "found on the site"),
        new(RecordStatus.Discovered, RecordStatus.Prepared, Mover.Stage, "text fetched, or there already"),
        new(RecordStatus.Discovered, RecordStatus.Skipped, Mover.Stage, "a filter on the full text says no"),
        new(RecordStatus.Prepared, RecordStatus.Skipped, Mover.Stage, "a filter on the full text says no"),
        new(RecordStatus.Prepared, RecordStatus.Generated, Mover.Stage, "comment written and checked"),
        new(RecordStatus.Generated, RecordStatus.Skipped, Mover.Stage, "already commented"),
        new(RecordStatus.Generated, RecordStatus.Rejected, Mover.Person, "reject"),
        new(RecordStatus.Generated, RecordStatus.Prepared, Mover.Person, "regenerate"),
        new(RecordStatus.Rejected, RecordStatus.Prepared, Mover.Person, "regenerate"),
        new(RecordStatus.Failed, RecordStatus.Prepared, Mover.Person, "regenerate or retry"),
        new(RecordStatus.Generated, RecordStatus.Posting, Mover.Stage, "claimed for posting"),
        new(RecordStatus.Posting, RecordStatus.Posted, Mover.Stage, "the site's own comment id is the proof"),
        new(RecordStatus.Posting, RecordStatus.Generated, Mover.Stage, "certain that nothing was posted"),
        new(RecordStatus.Posting, RecordStatus.Uncertain, Mover.Stage, "can't tell"),
        new(RecordStatus.Uncertain, RecordStatus.Posted, Mover.Person, "resolve, or a late proof"),
        new(RecordStatus.Uncertain, RecordStatus.Generated, Mover.Person, "resolve"),
        new(RecordStatus.Uncertain, RecordStatus.Failed, Mover.Person, "resolve"),
        new(RecordStatus.Discovered, RecordStatus.Failed, Mover.Stage, "gave up"),
        new(RecordStatus.Prepared, RecordStatus.Failed, Mover.Stage, "gave up"),
        new(RecordStatus.Generated, RecordStatus.Failed, Mover.Stage, "gave up"),
        new(RecordStatus.Posting, RecordStatus.Failed, Mover.Stage, "gave up, nothing posted"),
        new(RecordStatus.Failed, RecordStatus.Discovered, Mover.Person, "retry"),
        new(RecordStatus.Failed, RecordStatus.Generated, Mover.Person, "retry"),
        new(RecordStatus.Posted, RecordStatus.TakenBack, Mover.Person, "take back, confirmed by the site"),
    ];

    private static readonly HashSet<(RecordStatus?, RecordStatus)> Legal = [.. All.Select(move => (move.From, move.To))];

    /// <summary>The statuses in which a stage or a person still has something to do.</summary>
    public static readonly IReadOnlySet<RecordStatus> Ends = new HashSet<RecordStatus>
    {
        RecordStatus.Posted, RecordStatus.Skipped, RecordStatus.Rejected, RecordStatus.Failed, RecordStatus.TakenBack,
    };

    /// <summary>Whether a record may go from one status to another.</summary>
    public static bool Allows(RecordStatus? from, RecordStatus to) => Legal.Contains((from, to));

    /// <summary>Refuses a move that is not in the table.</summary>
    /// <exception cref="IllegalMoveException">The move is not in <see cref="All"/>.</exception>
    public static void Demand(RecordStatus? from, RecordStatus to)
    {
        if (!Allows(from, to)) throw new IllegalMoveException(from, to);
    }

    /// <summary>The status that a stage takes its work from; Discovery has none, it makes records.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage is Discovery.</exception>
    public static RecordStatus WorkOf(Stage stage) => stage switch
    {
        Stage.Preparation => RecordStatus.Discovered,
        Stage.Generation => RecordStatus.Prepared,
        Stage.Posting => RecordStatus.Generated,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Discovery makes records, it takes none."),
    };

    /// <summary>Where a person's retry puts a record that failed in a stage: back to where that stage begins.</summary>
    public static RecordStatus RetryOf(Stage stage) => WorkOf(stage);
}
