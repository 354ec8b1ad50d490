using System.Reflection;

namespace Pipeline.Testing.Stages;

/// <summary>Answers the members that it was given an answer for. Neither sealed nor internal: proxies derive from it.</summary>
public class DeliveryStub : DispatchProxy
{
    private Dictionary<string, object> _answers = [];

    internal static T Answering<T>(Dictionary<string, object> answers)
        where T : class
    {
        var proxy = Create<T, DeliveryStub>();
        ((DeliveryStub)(object)proxy)._answers = answers;
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is not null && _answers.TryGetValue(targetMethod.Name, out var answer)
            ? answer
            : throw new NotSupportedException($"A delivery in a test doesn't know {targetMethod?.Name}.");
}
