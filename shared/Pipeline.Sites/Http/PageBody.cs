using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Domain.Errors;

namespace Pipeline.Sites.Http;

/// <summary>Reads an answer's body, bounded after decompression, and turns it into text.</summary>
internal static partial class PageBody
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private const int SniffedBytes = 1_024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + count > MaxBytes)
                throw new SiteException(ErrorKind.SiteChanged, $"The page is larger than {MaxBytes / 1024 / 1024} MiB.");
            body.Write(buffer, 0, count);
        }

        return Decode(body.GetBuffer().AsSpan(0, (int)body.Length), content.Headers.ContentType);
    }

    /// <summary>By byte order mark, else as the header says, else as the page says, else UTF-8. Without NUL characters, which no database takes.</summary>
    public static string Decode(ReadOnlySpan<byte> body, MediaTypeHeaderValue? type)
    {
        var encoding = ByMark(body) ?? ByName(type?.CharSet) ?? ByName(DeclaredIn(body)) ?? Utf8;
        return encoding.GetString(body).TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal);
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding? ByName(string? name)
    {
        var plain = name?.Trim().Trim('"', '\'').ToLowerInvariant();
        return plain switch
        {
            null or "" => null,
            "utf-8" or "utf8" => Utf8,
            // Browsers read these names as Windows' superset of them, and so do those who write such pages.
            "iso-8859-1" or "latin1" or "us-ascii" or "ascii" or "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
            "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(plain),
        };
    }

    private static string? DeclaredIn(ReadOnlySpan<byte> body)
    {
        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, SniffedBytes)]);
        var match = MetaCharset().Match(start);
        // A page that can say in ASCII that it is UTF-16 is not.
        return match.Success && !match.Groups[1].Value.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();
}
