using Pipeline.Domain.Identity;

namespace Pipeline.Gateway.Identity;

/// <summary>The one way to what belongs to somebody: every query of the Gateway for something that is owned begins here.</summary>
public static class Ownership
{
    /// <summary>What belongs to the caller. Administrators are no exception.</summary>
    public static IQueryable<T> OwnedBy<T>(this IQueryable<T> source, Caller caller)
        where T : class, IOwned
    {
        ArgumentNullException.ThrowIfNull(caller);
        var owner = caller.UserId;
        return source.Where(item => item.OwnerId == owner);
    }

    /// <summary>The same for a row that was read for several callers at once; null: it is there no more, or somebody else's.</summary>
    public static T? IfOwnedBy<T>(this T? item, Caller caller)
        where T : class, IOwned
    {
        ArgumentNullException.ThrowIfNull(caller);
        return item?.OwnerId == caller.UserId ? item : null;
    }
}
