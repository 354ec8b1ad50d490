using System.Text.RegularExpressions;
using Pipeline.Domain.Records;
using Pipeline.Testing;

namespace Pipeline.Domain.Tests.Records;

/// <summary>The table of moves, pair by pair, and the drawing of it that people read.</summary>
public sealed partial class RecordLifecycleTests
{
    /// <summary>The table once more, written by hand: a change of either side has to be meant.</summary>
    private static readonly HashSet<string> Legal =
    [
        "new > Discovered",
        "Discovered > Prepared", "Discovered > Skipped", "Discovered > Failed",
        "Prepared > Generated", "Prepared > Skipped", "Prepared > Failed",
        "Generated > Posting", "Generated > Skipped", "Generated > Rejected", "Generated > Prepared", "Generated > Failed",
        "Posting > Posted", "Posting > Generated", "Posting > Uncertain", "Posting > Failed",
        "Uncertain > Posted", "Uncertain > Generated", "Uncertain > Failed",
        "Rejected > Prepared",
        "Failed > Discovered", "Failed > Prepared", "Failed > Generated",
        "Posted > TakenBack",
    ];

    public static TheoryData<RecordStatus?, RecordStatus> Pairs()
    {
        RecordStatus?[] from = [null, .. Enum.GetValues<RecordStatus>()];
        return [.. from.SelectMany(_ => Enum.GetValues<RecordStatus>(), (left, right) => (left, right))];
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Only_the_legal_moves_are_allowed(RecordStatus? from, RecordStatus to)
    {
        var legal = Legal.Contains($"{from?.ToString() ?? "new"} > {to}");

        Assert.Equal(legal, RecordMoves.Allows(from, to));
        var refused = Record.Exception(() => RecordMoves.Demand(from, to));
        if (legal) Assert.Null(refused);
        else Assert.IsType<IllegalMoveException>(refused);
    }

    [Fact]
    public void No_move_is_in_the_table_twice() =>
        Assert.Equal(RecordMoves.All.Count, RecordMoves.All.DistinctBy(move => (move.From, move.To)).Count());

    [Fact]
    public void Every_status_can_be_reached() =>
        Assert.Equal(Enum.GetValues<RecordStatus>(), RecordMoves.All.Select(move => move.To).Distinct().Order());

    [Fact]
    public void The_diagram_shows_exactly_the_legal_moves()
    {
        var drawn = Arrow().Matches(Document()).Select(arrow => (arrow.Groups["from"].Value, arrow.Groups["to"].Value, arrow.Groups["why"].Value.Trim()));

        Assert.Equal(RecordMoves.All.Select(Drawn).Order(), drawn.Order());
    }

    [Fact]
    public void The_table_in_the_document_shows_exactly_the_legal_moves()
    {
        var rows = Row().Matches(Document()).Select(row => (row.Groups["from"].Value, row.Groups["to"].Value, row.Groups["by"].Value, row.Groups["why"].Value));

        Assert.Equal(RecordMoves.All.Select(Tabled).Order(), rows.Order());
    }

    private static (string From, string To, string Why) Drawn(RecordMove move) => (move.From is { } from ? Name(from) : "[*]", Name(move.To), move.Why);

    private static (string From, string To, string By, string Why) Tabled(RecordMove move) =>
        (move.From is { } from ? Name(from) : "new", Name(move.To), move.By == Mover.Stage ? "stage" : "person", move.Why);

    private static string Name(RecordStatus status) => char.ToLowerInvariant(status.ToString()[0]) + status.ToString()[1..];

    private static string Document() => File.ReadAllText(RepositoryRoot.Of("docs/record-lifecycle.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^ +(?<from>\[\*\]|\w+) --> (?<to>\w+): (?<why>.+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^\| `(?<from>\w+)` \| `(?<to>\w+)` \| (?<by>stage|person) \| (?<why>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
