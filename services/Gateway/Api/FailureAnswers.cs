using Microsoft.AspNetCore.Diagnostics;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Api;

/// <summary>Turns what a handler throws into an answer. What nobody expected tells the client nothing but where to look it up.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> logger) : IExceptionHandler
{
    private static readonly TimeSpan DatabaseRetry = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await ProblemAnswers.WriteAsync(httpContext, Translate(exception));
        return true;
    }

    private ApiException Translate(Exception exception)
    {
        switch (exception)
        {
            case ApiException refused:
                return refused;
            case BadHttpRequestException unreadable:
                return new ApiException(unreadable.StatusCode, "The request can't be read", unreadable.Message);
            case not null when DatabaseErrors.IsUnavailable(exception):
                Log.DatabaseAway(logger, exception.Message);
                return ApiException.Unavailable("The database doesn't answer at the moment: try again shortly.", DatabaseRetry);
            default:
                Log.Failed(logger, exception!);
                return new ApiException(
                    StatusCodes.Status500InternalServerError, "The program failed", "This is a fault of the program, not of the request. Its log has the reason under the traceId.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "A request found no database: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string reason);
    }
}
