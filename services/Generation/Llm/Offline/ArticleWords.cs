using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Domain.Prompts;

namespace Pipeline.Generation.Llm.Offline;

/// <summary>What a text is about, as far as it can be told without understanding it: names, telling words, a passage. Letters only, so that whatever stands in the article, none of it can do harm in a comment.</summary>
internal sealed partial class ArticleWords
{
    private const int MaxRead = 20_000;
    private const int MaxKeywords = 8;
    private const int MaxPassages = 6;
    private const int FewestNouns = 3;

    // Capitalised at the start of a sentence, or common: they say nothing of the content.
    private static readonly FrozenSet<string> Stopwords = (
        "als am an auf aus bei bin bis das dem den der des die dir dran drei ein er es für gar gut hat her hin ich ihm ihn ihr im in ins ist ja man mal mir mit nun nur ob oft so tut uns vom von vor war was weg wer wie wir wo zwei "
        + "aber alle allem allen aller alles also andere auch beim bereits bevor bist bitte dabei dadurch dafür damals damit danach dann darauf darum dass dein deine deinem deinen deiner denn "
        + "deren deshalb dessen dich diese diesem diesen dieser dieses doch dort durch eine einem einen einer eines einfach einige einmal endlich etwas euch euer eure fast ganz gegen gehen geht "
        + "gibt haben habe hast hatte hatten hier hinter ihnen ihre ihrem ihren ihrer immer indem jede jedem jeden jeder jetzt kann kannst kein keine keinen können könnte mache machen macht "
        + "manchmal mehr mein meine meinem meinen meiner mich muss nach nachdem nicht nichts noch nämlich oder ohne plötzlich schon sehr sein seine seinem seinen seiner seit sich sind soll sollte "
        + "sondern über und unser unsere unter viel viele vielleicht warum waren weil weiter welche wenn werde werden wieder will wird wirklich wollte worden wurde wurden während zuerst zum zur zwischen")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private ArticleWords(string title, string firstName, IReadOnlyList<string> keywords, IReadOnlyList<string> passages)
    {
        Title = title;
        FirstName = firstName;
        Keywords = keywords;
        Passages = passages;
    }

    /// <summary>Nothing of any article.</summary>
    public static ArticleWords None { get; } = new("", "", [], []);

    /// <summary>The title's words; empty if it has none.</summary>
    public string Title { get; }

    /// <summary>The author's first name; empty if there is none.</summary>
    public string FirstName { get; }

    /// <summary>The most telling words, the most frequent first.</summary>
    public IReadOnlyList<string> Keywords { get; }

    /// <summary>Short passages, four to eight words each.</summary>
    public IReadOnlyList<string> Passages { get; }

    public static ArticleWords Of(PromptArticle article)
    {
        var content = VisibleText.Of(article.Content, MaxRead);
        var title = string.Join(' ', Words(VisibleText.LineOf(article.Title, 200)).Take(8));
        var name = Words(VisibleText.LineOf(article.Author ?? "", 100)).FirstOrDefault(word => word.Length <= 20) ?? "";
        return new(title, name, [.. Telling(content).Take(MaxKeywords)], [.. Quotable(content).Take(MaxPassages)]);
    }

    public ArticleWords WithoutPassages() => new(Title, FirstName, Keywords, []);

    public ArticleWords WithoutTitleAndName() => new("", "", Keywords, []);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value);

    /// <summary>Nouns first, which German writes with a capital; where there are too few, or no capitals, long words.</summary>
    private static IEnumerable<string> Telling(string content)
    {
        var sentences = content.Split(['.', '!', '?', '\n', '؟', '。'], StringSplitOptions.RemoveEmptyEntries);
        var words = sentences.SelectMany(sentence => Words(sentence).Select((word, place) => (Word: word, IsFirst: place == 0)))
            .Where(found => found.Word.Length >= 3 && !Stopwords.Contains(found.Word)).ToList();
        var nouns = ByFrequency(words.Where(found => char.IsUpper(found.Word[0]) && !found.IsFirst).Select(found => found.Word)).ToList();
        return nouns.Count >= FewestNouns ? nouns : nouns.Concat(ByFrequency(words.Select(found => found.Word).OrderByDescending(word => word.Length))).DistinctBy(word => word.ToUpperInvariant());
    }

    private static IEnumerable<string> ByFrequency(IEnumerable<string> words) => words.GroupBy(word => word, StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(group => group.Count()).Select(group => group.First());

    /// <summary>Beginnings of sentences that are made of nothing but words, up to a comma or the eighth word.</summary>
    private static IEnumerable<string> Quotable(string content) => Sentence().Matches(content)
        .Select(match => match.Value.Split(' ')).Where(words => words.Length >= 4 && words.All(word => word.Length <= 24)).Select(words => string.Join(' ', words.Take(8)))
        .Where(passage => passage.Split(' ').Distinct(StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: true)).Count() >= 4).Distinct();

    [GeneratedRegex(@"(?<![\p{L}\p{M}])\p{L}[\p{L}\p{M}]{0,29}(?:-\p{L}[\p{L}\p{M}]{1,20})?(?![\p{L}\p{M}])")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=^|[.!?؟\n] ?)\p{L}[\p{L}\p{M}]{0,29}(?: \p{L}[\p{L}\p{M}]{0,29}){3,20}(?=[.,;:!?،\n]|$)", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
