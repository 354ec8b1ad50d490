using System.Text.RegularExpressions;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Faults;

/// <summary>A fault in force, with how often it has struck. Not thread-safe: <see cref="FaultList"/> guards it.</summary>
internal sealed class ArmedFault(Fault fault)
{
    private readonly Regex? pattern = fault.Path is ['^', ..] ? new Regex(fault.Path, RegexOptions.None, TimeSpan.FromSeconds(1)) : null;
    private readonly int? times = fault.Times ?? (fault.Kind == FaultKind.ExpireSessions ? 1 : null);

    public Fault Fault => fault;

    public int Struck { get; private set; }

    public int? Left => times - Struck;

    public bool Strikes(HttpContext context, Random luck)
    {
        if (Left is <= 0 || !Matches(context)) return false;
        if (fault.Probability < 1 && luck.NextDouble() >= fault.Probability) return false;
        Struck++;
        return true;
    }

    private bool Matches(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        return (fault.Method is null || HttpMethods.Equals(context.Request.Method, fault.Method.ToUpperInvariant()))
            && (fault.Path is null || (pattern?.IsMatch(path) ?? path.StartsWith(fault.Path, StringComparison.Ordinal)))
            && (fault.User is null || fault.User == UserOf(context));
    }

    private static string? UserOf(HttpContext context) =>
        context.Visit().Account?.Username ?? (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType ? context.Request.Form["username"].ToString() : null);
}
