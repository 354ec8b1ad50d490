namespace Pipeline.Domain.Records;

/// <summary>The names of stages as clients and messages know them.</summary>
public static class StageNames
{
    /// <summary>The wire name of a stage, e.g. <c>posting</c>.</summary>
    public static string Of(Stage stage) => stage switch
    {
        Stage.Discovery => "discovery",
        Stage.Preparation => "preparation",
        Stage.Generation => "generation",
        Stage.Posting => "posting",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Not a stage."),
    };
}
