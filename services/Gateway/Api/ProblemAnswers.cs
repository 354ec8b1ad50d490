using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Pipeline.Gateway.Api;

/// <summary>Writes problem details, whatever the client says it accepts: an error without a text helps nobody.</summary>
internal static class ProblemAnswers
{
    /// <summary>Answers a refused request.</summary>
    public static Task WriteAsync(HttpContext context, ApiException refused)
    {
        if (refused.RetryAfter is { } wait) context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, refused.Problem);
    }

    /// <summary>Answers with nothing but a status and a sentence.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, new ProblemDetails { Status = status, Detail = detail });

    private static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        problem.Type ??= $"https://www.rfc-editor.org/rfc/rfc9110#status.{status}";
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized && context.Response.Headers.WWWAuthenticate.Count == 0) context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsJsonAsync(problem, problem.GetType(), ApiJson.Options, "application/problem+json", context.RequestAborted);
    }
}
