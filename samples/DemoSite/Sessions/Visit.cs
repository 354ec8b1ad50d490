using Pipeline.DemoSite.Accounts;

namespace Pipeline.DemoSite.Sessions;

/// <summary>Who makes this request.</summary>
internal sealed class Visit
{
    public DemoAccount? Account { get; private set; }

    public string? SessionKey { get; private set; }

    public void Arrive(DemoAccount account, string sessionKey) => (Account, SessionKey) = (account, sessionKey);

    public void Forget() => (Account, SessionKey) = (null, null);
}

internal static class VisitOfRequest
{
    public static Visit Visit(this HttpContext context)
    {
        if (context.Features.Get<Visit>() is { } known) return known;
        var visit = new Visit();
        context.Features.Set(visit);
        return visit;
    }

    /// <summary>The account of a request that has passed <see cref="SignedIn"/>.</summary>
    public static DemoAccount SignedInAccount(this HttpContext context) =>
        context.Visit().Account ?? throw new InvalidOperationException("The page forgot to ask for a login.");
}
