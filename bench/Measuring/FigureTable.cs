using System.Globalization;

namespace Pipeline.Bench.Measuring;

/// <summary>The figures as people read them: a table in Markdown.</summary>
internal static class FigureTable
{
    private static readonly string[] Heads = ["what", "goal", "measured (min to max)", "against", "ratio (min to max)", "met"];

    public static string Of(IEnumerable<Figure> figures)
    {
        List<string[]> rows = [Heads, .. figures.Select(RowOf)];
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        rows.Insert(1, [.. widths.Select(width => new string('-', width))]);
        return string.Join(Environment.NewLine, rows.Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |"));
    }

    private static string[] RowOf(Figure figure) =>
    [
        figure.What,
        figure.Goal is null ? "–" : figure.Reference is null ? $"{figure.Goal} {figure.Unit}" : $"{figure.Goal} ×",
        $"{Spread(figure.Measured)} {figure.Unit}",
        figure.Reference is not { } other ? "–" : other.Measured is { } theirs ? $"{other.Name}: {Spread(theirs)}" : $"{other.Name}: {other.Missing}",
        figure.Ratio is { } ratio ? Spread(ratio) : "–",
        figure.IsMet switch { true => "yes", false => "no", null => "–" },
    ];

    private static string Spread(Samples samples) => $"{Number(samples.Median)} ({Number(samples.Min)} to {Number(samples.Max)})";

    /// <summary>Three digits that count.</summary>
    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.###" }, CultureInfo.InvariantCulture);
}
