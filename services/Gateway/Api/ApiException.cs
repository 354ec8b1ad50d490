using Microsoft.AspNetCore.Mvc;

namespace Pipeline.Gateway.Api;

/// <summary>A request that is refused: what the client is told, as problem details (RFC 9457).</summary>
internal sealed class ApiException(int status, string title, string detail, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(detail, cause)
{
    public int Status => status;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Messages by field.</summary>
    public IDictionary<string, string[]>? Errors { get; private init; }

    public ProblemDetails Problem => Errors is null
        ? new ProblemDetails { Status = status, Title = title, Detail = Message }
        : new HttpValidationProblemDetails(Errors) { Status = status, Title = title, Detail = Message };

    /// <summary>400: can't be read at all.</summary>
    public static ApiException Malformed(string detail) => new(StatusCodes.Status400BadRequest, "The request can't be read", detail);

    /// <summary>400 or 422: fields that can't be read, or can't be.</summary>
    public static ApiException Invalid(Faults faults) => faults.Malformed
        ? new(StatusCodes.Status400BadRequest, "The request can't be read", faults.Summary) { Errors = faults.ByField }
        : new(StatusCodes.Status422UnprocessableEntity, "The request can't be done", faults.Summary) { Errors = faults.ByField };

    /// <summary>404: not there, or somebody else's; which of the two is nobody's business.</summary>
    public static ApiException NotFound(string what, Guid id) =>
        NotFound($"There is no {what} {id} among yours.");

    /// <summary>404: not there.</summary>
    public static ApiException NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    /// <summary>409: its present state forbids it.</summary>
    public static ApiException Conflict(string detail) => new(StatusCodes.Status409Conflict, "The present state forbids it", detail);

    /// <summary>503: not now.</summary>
    public static ApiException Unavailable(string detail, TimeSpan retryAfter, Exception? cause = null) =>
        new(StatusCodes.Status503ServiceUnavailable, "Not available at the moment", detail, retryAfter, cause);
}
