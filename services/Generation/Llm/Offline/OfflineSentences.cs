namespace Pipeline.Generation.Llm.Offline;

/// <summary>The sentences that the offline writer puts together. {0} is filled with something of the article; the lists beside hold what is said where it has nothing.</summary>
internal static class OfflineSentences
{
    /// <summary>Every comment of the offline writer says this of itself.</summary>
    public const string Mark = "(Beispieltext, ohne Sprachmodell geschrieben.)";

    public static readonly string[] Greetings = ["Hallo {0}!", "Hoi {0}!", "Sali {0}!", "Salut {0}!", "Guten Tag, {0}!"];

    public static readonly string[] GreetingsToNobody = ["Hallo!", "Hoi!", "Sali!", "Salut!", "Guten Tag!"];

    public static readonly string[] OnTitle =
    [
        "Deinen Text «{0}» habe ich gern gelesen.", "Ich habe mir «{0}» in Ruhe angeschaut.", "Schon der Titel «{0}» hat mich neugierig gemacht.",
        "Dein Text «{0}» ist mir heute aufgefallen.", "«{0}» habe ich von Anfang bis Schluss gelesen.", "Mit «{0}» hast du etwas ganz Eigenes geschrieben.",
        "Danke, dass du «{0}» mit uns teilst.", "Auf «{0}» war ich gespannt, und ich wurde nicht enttäuscht.",
    ];

    public static readonly string[] OnNoTitle =
    [
        "Deinen Text habe ich gern gelesen.", "Ich habe mir deinen Text in Ruhe angeschaut.", "Dein Text ist mir heute aufgefallen.", "Ich habe ihn von Anfang bis Schluss gelesen.",
        "Du hast etwas ganz Eigenes geschrieben.", "Danke, dass du deinen Text mit uns teilst.", "Auf deinen Text war ich gespannt.", "Dein Text hat mich neugierig gemacht.",
    ];

    public static readonly string[] OnPassage =
    [
        "Die Stelle «{0}» ist mir besonders geblieben.", "Bei «{0}» hatte ich gleich ein Bild im Kopf.", "Am besten gefällt mir, wie du schreibst: «{0}».", "Zweimal gelesen habe ich, wo es heisst: «{0}».",
        "Mit «{0}» nimmst du alle mit, die das lesen.", "Bei «{0}» war mir, als wäre ich dabei gewesen.", "An «{0}» merkt man, dass du genau hinschaust.", "Wo du «{0}» schreibst, wird es für mich lebendig.",
    ];

    public static readonly string[] OnNoPassage =
    [
        "Du kommst rasch zur Sache.", "Mit wenigen Worten sagst du, worum es dir geht.", "Kurz darf ein Text auch sein.", "Man merkt, dass du dir etwas dabei gedacht hast.",
        "Das lässt viel Platz für eigene Gedanken.", "Vieles bleibt offen, und das macht es spannend.", "Du findest einen eigenen Ton.", "Davon könnte es ruhig noch mehr geben.",
    ];

    public static readonly string[] OnWords =
    [
        "Wörter wie {0} geben dem Ganzen Farbe.", "Bei {0} habe ich genauer hingeschaut.", "Über {0} würde ich gern noch mehr erfahren.", "Mit {0} machst du alles anschaulich.",
        "Wie du {0} verwendest, passt gut zusammen.", "Rund um {0} steckt noch viel Stoff für eine Fortsetzung.", "Durch {0} wird es greifbar.", "Von {0} könntest du auch auf dem Pausenplatz erzählen.",
    ];

    public static readonly string[] OnNoWords =
    [
        "Die Wörter hast du mit Bedacht gewählt.", "Erzähl doch noch etwas mehr davon.", "Da steckt Stoff für eine Fortsetzung drin.", "Ich würde gern noch mehr erfahren.",
        "Ein paar Einzelheiten mehr, und man wäre mittendrin.", "So etwas liest man nicht jeden Tag.", "Das regt zum Nachdenken an.", "Ich bin beim Lesen kurz stehen geblieben.",
    ];

    public static readonly string[] Questions =
    [
        "Wie bist du auf «{0}» gekommen?", "Was bedeutet «{0}» für dich?", "Was wäre anders, wenn «{0}» nicht vorkäme?", "Hast du zu «{0}» schon eine weitere Idee?",
        "Woher weisst du das alles über «{0}»?", "Wer hat dir zuerst von «{0}» erzählt?", "Wie ginge es mit «{0}» weiter, wenn du noch eine Seite hättest?", "Warum ist dir gerade «{0}» wichtig?",
    ];

    public static readonly string[] QuestionsAboutNothing =
    [
        "Wie bist du auf die Idee gekommen?", "Was war beim Schreiben am schwierigsten?", "Hast du schon eine weitere Idee?", "Wem hast du den Text zuerst gezeigt?",
        "Wie ginge es weiter, wenn du noch eine Seite hättest?", "Was möchtest du als Nächstes schreiben?", "Wie lange hast du daran gearbeitet?", "Welche Stelle magst du selbst am liebsten?",
    ];

    public static readonly string[] Closings =
    [
        "Schreib unbedingt weiter!", "Ich freue mich auf deinen nächsten Text.", "Mach weiter so, ich bin gespannt.", "Viel Freude beim nächsten Text!",
        "Bleib dran, es lohnt sich.", "Ich wünsche dir viele Leserinnen und Leser.", "Bis zum nächsten Mal!", "Weiter so, das macht Lust auf mehr.",
    ];
}
