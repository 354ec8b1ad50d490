namespace Pipeline.DemoSite.Platform;

/// <summary>The three classes of the demo site.</summary>
public static class Classrooms
{
    /// <summary>Tab 38.</summary>
    public static readonly Classroom Class4a = new(38, "Klasse 4a (Schule Beispiel)");

    /// <summary>Tab 39.</summary>
    public static readonly Classroom Class5b = new(39, "Klasse 5b (Schule Beispiel)");

    /// <summary>Tab 40.</summary>
    public static readonly Classroom Class6c = new(40, "Klasse 6c (Schule Muster)");

    /// <summary>All, in the order of their tabs.</summary>
    public static readonly IReadOnlyList<Classroom> All = [Class4a, Class5b, Class6c];

    /// <summary>The class of a tab, or null.</summary>
    public static Classroom? Find(int tabId) => All.FirstOrDefault(c => c.TabId == tabId);
}
