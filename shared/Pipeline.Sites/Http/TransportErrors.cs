using Pipeline.Domain.Errors;
using Pipeline.Domain.Net;

namespace Pipeline.Sites.Http;

/// <summary>Says what a failed request means.</summary>
internal static class TransportErrors
{
    /// <summary>The error for a failure of the transport; null: the exception is none, and is left as it is.</summary>
    public static SiteException? From(Exception exception, Uri address, TimeSpan timeout) => exception switch
    {
        SiteException known => known,
        _ when BlockedAddressException.FindIn(exception) is { } blocked => new SiteException(ErrorKind.Blocked, blocked.Message, exception),
        OperationCanceledException => new SiteException(ErrorKind.Timeout, $"No complete answer from {address.Host} within {timeout.TotalSeconds:0} s.", exception),
        HttpRequestException request => new SiteException(ErrorKind.Unreachable, $"No answer from {address.Host}: {Reason(request)}.", exception),
        IOException or InvalidDataException => new SiteException(ErrorKind.Unreachable, $"The answer from {address.Host} broke off or can't be read.", exception),
        _ => null,
    };

    /// <summary>The same for a write whose sending had begun: whatever happened, it may have got through.</summary>
    public static SiteException AfterWrite(Exception exception, Uri address, TimeSpan timeout)
    {
        var error = From(exception, address, timeout);
        return new SiteException(error?.Kind ?? ErrorKind.Internal, $"{error?.Message ?? exception.Message} It was sent, and may have got through.", exception)
        {
            Write = WriteState.MaybeSent,
            RetryAfter = error?.RetryAfter,
        };
    }

    private static string Reason(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name can't be resolved",
        HttpRequestError.ConnectionError => "it can't be connected to",
        HttpRequestError.SecureConnectionError => "no secure connection can be made (certificate?)",
        HttpRequestError.ResponseEnded => "it closed the connection",
        _ => "the exchange failed",
    };
}
