using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Pipeline.Gateway.Api;

/// <summary>The query of a list, read parameter by parameter; <see cref="ToPage"/> says at the end all that was wrong.</summary>
internal sealed class ListQuery
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private readonly IQueryCollection _query;

    private ListQuery(IQueryCollection query) => _query = query;

    public Faults Faults { get; } = new();

    public static ValueTask<ListQuery> BindAsync(HttpContext context)
    {
        var known = context.GetEndpoint()!.Metadata.GetOrderedMetadata<QueryParameter>();
        var query = new ListQuery(context.Request.Query);
        foreach (var name in context.Request.Query.Keys.Where(name => known.All(parameter => parameter.Name != name)))
            query.Faults.Add(name, $"Is not a parameter of this list: leave it out. Known are {string.Join(", ", known.Select(parameter => parameter.Name))}.");
        return ValueTask.FromResult(query);
    }

    /// <summary>The text of a parameter; null: not given.</summary>
    public string? Text(string name)
    {
        var values = _query[name];
        if (values.Count > 1) Faults.Add(name, "Is given several times: give it once.");
        return StringValues.IsNullOrEmpty(values) ? null : values[0];
    }

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        Faults.AddMalformed(name, JsonValues.Of(typeof(Guid)).Expectation);
        return null;
    }

    public DateTime? Moment(string name)
    {
        if (Text(name) is not { } text) return null;
        // An unescaped + of an offset arrives as a space.
        if (DateTime.TryParseExact(
            text.Replace(' ', '+'), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return moment;
        Faults.AddMalformed(name, "Must be a moment as ISO 8601 writes it, e.g. 2026-11-23T09:00:00Z.");
        return null;
    }

    /// <summary>The values of a parameter that may be repeated; empty: not given.</summary>
    public IReadOnlyList<T> Values<T>(string name)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(ApiJson.Name, StringComparer.Ordinal);
        var values = new List<T>();
        foreach (var text in _query[name])
        {
            if (text is not null && known.TryGetValue(text, out var value)) values.Add(value);
            else Faults.Add(name, $"'{text}' is not known: must be one of {string.Join(", ", known.Keys)}.");
        }

        return values;
    }

    /// <summary>The page that is asked for, of a list that goes by ids.</summary>
    /// <exception cref="ApiException">Any parameter was wrong.</exception>
    public Page<Guid> ToPage() => ToPage<Guid>();

    /// <summary>The page that is asked for.</summary>
    /// <exception cref="ApiException">Any parameter was wrong.</exception>
    public Page<TKey> ToPage<TKey>()
        where TKey : struct, ISpanParsable<TKey>
    {
        var limit = Limit();
        var sort = Sort();
        var text = Text("cursor");
        var cursor = text is null ? null : Page.ReadCursor<TKey>(text);
        if (text is not null && cursor is null) Faults.AddMalformed("cursor", "Is not a cursor: pass the nextCursor of the page before as it was given.");
        if (cursor is not null && sort is not null && cursor.Value.NewestFirst != sort)
            Faults.Add("cursor", "Belongs to a list in the other order: begin anew without it, or give the same sort as before.");
        Faults.ThrowIfAny();
        return new Page<TKey>(limit, cursor?.NewestFirst ?? sort ?? true, cursor?.After);
    }

    private int Limit()
    {
        if (Text("limit") is not { } text) return 50;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit)) Faults.AddMalformed("limit", $"Must be a whole number from 1 to {Page.MaxLimit}.");
        else if (limit is < 1 or > Page.MaxLimit) Faults.Add("limit", $"Must lie between 1 and {Page.MaxLimit}.");
        return limit;
    }

    private bool? Sort()
    {
        switch (Text("sort"))
        {
            case null: return null;
            case "createdAt": return false;
            case "-createdAt": return true;
            default:
                Faults.Add("sort", "Can't be sorted by: must be createdAt or -createdAt (newest first).");
                return null;
        }
    }
}
