using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Hosting.Bus;

/// <summary>The parts of an AMQP URI (https://www.rabbitmq.com/docs/uri-spec), percent-decoded. Never written to a log: it has the password.</summary>
internal sealed record RabbitMqAddress(string Host, ushort Port, string VirtualHost, string User, string Password, bool Tls)
{
    private const ushort PlainPort = 5672;
    private const ushort TlsPort = 5671;

    /// <summary>Reads an AMQP URI; false if it isn't one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RabbitMqAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return false;
        var tls = uri.Scheme == "amqps";
        if (!tls && uri.Scheme != "amqp") return false;
        var login = uri.UserInfo.Split(':', 2);
        if (login is not [{ Length: > 0 } user, { Length: > 0 } password]) return false;
        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Contains('/', StringComparison.Ordinal) || uri.Query.Length > 0) return false;
        var port = uri.Port > 0 ? (ushort)uri.Port : tls ? TlsPort : PlainPort;
        address = new RabbitMqAddress(uri.Host, port, path.Length == 0 ? "/" : Decode(path), Decode(user), Decode(password), tls);
        return true;
    }

    /// <summary>Where it is, without the login.</summary>
    public override string ToString() => $"{Host}:{Port}/{VirtualHost.TrimStart('/')}";

    private static string Decode(string part) => Uri.UnescapeDataString(part);
}
