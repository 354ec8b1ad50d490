using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Accounts;

/// <summary>The accounts that every demo site has. A password is the user name followed by <c>-demo</c>.</summary>
public static class DemoAccounts
{
    /// <summary>First bot of class 4a (tab 38).</summary>
    public static readonly DemoAccount Bot4aFirst = Bot("bot-4a-1", "Lesebot Ada", Classrooms.Class4a);

    /// <summary>Second bot of class 4a (tab 38).</summary>
    public static readonly DemoAccount Bot4aSecond = Bot("bot-4a-2", "Lesebot Ben", Classrooms.Class4a);

    /// <summary>First bot of class 5b (tab 39).</summary>
    public static readonly DemoAccount Bot5bFirst = Bot("bot-5b-1", "Lesebot Cleo", Classrooms.Class5b);

    /// <summary>Second bot of class 5b (tab 39).</summary>
    public static readonly DemoAccount Bot5bSecond = Bot("bot-5b-2", "Lesebot Dario", Classrooms.Class5b);

    /// <summary>First bot of class 6c (tab 40).</summary>
    public static readonly DemoAccount Bot6cFirst = Bot("bot-6c-1", "Lesebot Enya", Classrooms.Class6c);

    /// <summary>Second bot of class 6c (tab 40).</summary>
    public static readonly DemoAccount Bot6cSecond = Bot("bot-6c-2", "Lesebot Fynn", Classrooms.Class6c);

    /// <summary>A researcher's account in all three classes.</summary>
    public static readonly DemoAccount Researcher = Make("forschung-1", "Forschung Eins", AccountRole.Bot, Classrooms.Class4a, Classrooms.Class5b, Classrooms.Class6c);

    /// <summary>The second researcher's account in all three classes.</summary>
    public static readonly DemoAccount SecondResearcher = Make("forschung-2", "Forschung Zwei", AccountRole.Bot, Classrooms.Class4a, Classrooms.Class5b, Classrooms.Class6c);

    /// <summary>The teacher of class 4a: a table instead of cards.</summary>
    public static readonly DemoAccount Teacher4a = Make("frau.keller", "Frau Keller", AccountRole.Teacher, Classrooms.Class4a);

    /// <summary>The teacher of classes 5b and 6c.</summary>
    public static readonly DemoAccount Teacher5b6c = Make("herr.baumann", "Herr Baumann", AccountRole.Teacher, Classrooms.Class5b, Classrooms.Class6c);

    /// <summary>Sees everything.</summary>
    public static readonly DemoAccount Admin = Make("admin", "Redaktion", AccountRole.Admin, Classrooms.Class4a, Classrooms.Class5b, Classrooms.Class6c);

    /// <summary>The pupils, eight a class. The user name is the display name in short (<c>lena.m</c>).</summary>
    public static readonly IReadOnlyList<DemoAccount> Pupils =
    [
        .. PupilsOf(Classrooms.Class4a, "Lena M.", "Nino F.", "Amélie B.", "Jan S.", "Elif K.", "Tim R.", "Sara W.", "Luca P."),
        .. PupilsOf(Classrooms.Class5b, "Mattia G.", "Noah Z.", "Emma H.", "Leano T.", "Jil A.", "Rahel V.", "David O.", "Yara N."),
        .. PupilsOf(Classrooms.Class6c, "Milo C.", "Anouk D.", "Finn L.", "Zoé E.", "Arda Y.", "Mina J.", "Gian U.", "Livia Q."),
    ];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<DemoAccount> All =
    [
        Bot4aFirst, Bot4aSecond, Bot5bFirst, Bot5bSecond, Bot6cFirst, Bot6cSecond, Researcher, SecondResearcher,
        Teacher4a, Teacher5b6c, Admin, .. Pupils,
    ];

    private static DemoAccount Bot(string username, string name, Classroom classroom) => Make(username, name, AccountRole.Bot, classroom);

    private static IEnumerable<DemoAccount> PupilsOf(Classroom classroom, params string[] names) =>
        names.Select(name => Make(UsernameOf(name), name, AccountRole.Pupil, classroom));

    private static DemoAccount Make(string username, string name, AccountRole role, params Classroom[] classes) =>
        new(username, $"{username}-demo", name, role, [.. classes.Select(c => c.TabId)]);

    private static string UsernameOf(string name) =>
        name.TrimEnd('.').Replace(' ', '.').Replace('é', 'e').ToLowerInvariant();
}
