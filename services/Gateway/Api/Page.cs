using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Identity;

namespace Pipeline.Gateway.Api;

/// <summary>Which part of a list is asked for. A page is found by the key of the last item before it, however far down it is.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="NewestFirst">The order.</param>
/// <param name="After">The key of the last item of the page before.</param>
internal sealed record Page<TKey>(int Limit, bool NewestFirst, TKey? After)
    where TKey : struct, ISpanParsable<TKey>
{
    /// <summary>Reads one page of a query that is ordered and begins after <see cref="After"/>.</summary>
    /// <returns>The items, and the cursor of the next page; null: there is none.</returns>
    public async Task<(List<T> Items, string? NextCursor)> TakeAsync<T>(IQueryable<T> ordered, Func<T, TKey> key, CancellationToken cancellationToken)
    {
        var items = await ordered.Take(Limit + 1).ToListAsync(cancellationToken);
        if (items.Count <= Limit) return (items, null);
        items.RemoveAt(Limit);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(NewestFirst ? '-' : '+')}{key(items[^1])}");
        return (items, Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text)));
    }
}

/// <summary>Reads pages and cursors.</summary>
internal static class Page
{
    public const int MaxLimit = 200;
    private const int MaxCursorLength = 100;

    /// <summary>A page of what is owned: ids are UUIDs of version 7, so their order is the order of making.</summary>
    public static Task<(List<T> Items, string? NextCursor)> ReadAsync<T>(this Page<Guid> page, IQueryable<T> source, CancellationToken cancellationToken)
        where T : class, IOwned => page.TakeAsync(page.Ordered(source), item => item.Id, cancellationToken);

    /// <summary>What comes after the page before, in the list's order.</summary>
    public static IQueryable<T> Ordered<T>(this Page<Guid> page, IQueryable<T> source)
        where T : class, IOwned
    {
        if (page.After is { } last) source = page.NewestFirst ? source.Where(item => item.Id < last) : source.Where(item => item.Id > last);
        return page.NewestFirst ? source.OrderByDescending(item => item.Id) : source.OrderBy(item => item.Id);
    }

    /// <summary>What a cursor says; null: it isn't one of ours.</summary>
    public static (bool NewestFirst, TKey After)? ReadCursor<TKey>(string cursor)
        where TKey : struct, ISpanParsable<TKey>
    {
        if (cursor.Length > MaxCursorLength || !Base64Url.IsValid(cursor)) return null;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text is ['+' or '-', .. var key] && TKey.TryParse(key, CultureInfo.InvariantCulture, out var after) ? (text[0] == '-', after) : null;
    }
}
