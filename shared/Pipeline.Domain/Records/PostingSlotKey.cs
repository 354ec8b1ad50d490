using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Domain.Records;

/// <summary>Makes the key of a <see cref="PostingSlot"/>.</summary>
public static class PostingSlotKey
{
    /// <summary>
    /// SHA-256 over what the site itself tells apart. Two sites of the same address, or two processes, give the same key:
    /// the site would show both comments under one article and one name.
    /// </summary>
    /// <param name="origin">Scheme, host and port of the site, lower case.</param>
    /// <param name="articleExternalId">The site's own id of the article.</param>
    /// <param name="username">The account's login name, as the site spells it.</param>
    /// <param name="promptTemplateId">The prompt template.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] For(string origin, string articleExternalId, string username, Guid promptTemplateId) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}\n{articleExternalId}\n{username}\n{promptTemplateId:D}"));
}
