namespace Pipeline.Persistence.Ledger;

/// <summary>Parameters of a statement, in one short line.</summary>
internal static class Statement
{
    public static Dictionary<string, object?> With(params (string Name, object? Value)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
}
