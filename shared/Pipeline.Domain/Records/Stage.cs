namespace Pipeline.Domain.Records;

/// <summary>The stages that do the work. The numbers are stored.</summary>
public enum Stage
{
    /// <summary>Finds articles on a site.</summary>
    Discovery = 1,

    /// <summary>Fetches an article's text.</summary>
    Preparation = 2,

    /// <summary>Has the comment written.</summary>
    Generation = 3,

    /// <summary>Posts the comment.</summary>
    Posting = 4,
}
