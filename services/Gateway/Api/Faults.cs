using Pipeline.Domain.Sites;

namespace Pipeline.Gateway.Api;

/// <summary>Collects everything that is wrong with a request, so that it is told at once.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    /// <summary>Something can't even be read: 400 instead of 422.</summary>
    public bool Malformed { get; private set; }

    public bool Any => _byField.Count > 0;

    public IDictionary<string, string[]> ByField => _byField.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    public string Summary => string.Join(" ", _byField.SelectMany(entry => entry.Value.Select(message => $"{entry.Key}: {message}")));

    /// <summary>A value that can be read and can't be.</summary>
    public void Add(string field, string message)
    {
        if (!_byField.TryGetValue(field, out var messages)) _byField[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>A value of the wrong type.</summary>
    public void AddMalformed(string field, string message)
    {
        Malformed = true;
        Add(field, message);
    }

    /// <summary>Asks for a text of 1 to <paramref name="max"/> characters.</summary>
    /// <returns>The text, or an empty one.</returns>
    public string Text(string field, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(field, $"Is missing: give 1 to {max} characters.");
        else if (text.Length > max) Add(field, $"Has {text.Length} characters: at most {max} are allowed.");
        return text ?? "";
    }

    /// <summary>What the rules of the domain found.</summary>
    public void AddRange(IEnumerable<SettingFault> faults)
    {
        foreach (var fault in faults) Add(fault.Field, fault.Message);
    }

    /// <summary>A field of the contract that this version doesn't serve: only its absence is accepted.</summary>
    public void NotYet(string field, bool isSet)
    {
        if (isSet) Add(field, "Is not available yet: leave it out, or set it to null.");
    }

    /// <exception cref="ApiException">There are faults.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw ApiException.Invalid(this);
    }
}
