using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Pipeline.Gateway.Dashboard.Protection;

/// <summary>Keeps the framework from writing key files of its own: <see cref="MasterKeyProtection"/> needs none.</summary>
internal sealed class NoKeyFiles : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [];

    public void StoreElement(XElement element, string friendlyName)
    {
        // The key that the framework makes at start is never used.
    }
}
