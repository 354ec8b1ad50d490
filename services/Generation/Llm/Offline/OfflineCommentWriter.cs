using System.Globalization;
using Pipeline.Domain.Comments;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;

namespace Pipeline.Generation.Llm.Offline;

/// <summary>
/// Writes without any network, for trying things out: sentences that take up the article's words, the same for the same article and seed, and that say
/// of themselves that no model wrote them.
/// </summary>
internal sealed class OfflineCommentWriter(TimeProvider clock) : ICommentWriter
{
    private const string ModelName = "offline";

    public LlmProviderKind Kind => LlmProviderKind.Offline;

    public Task<WrittenComment> WriteAsync(WriterRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        var text = Write(request.Article, request.Seed, request.Prompt.Instructions);
        var model = string.IsNullOrWhiteSpace(request.Provider.Settings.Model) ? ModelName : request.Provider.Settings.Model;
        return Task.FromResult(new WrittenComment(text, null, request.Provider.Name, model, null, null, clock.GetElapsedTime(started)));
    }

    /// <summary>The article's words can still add up to what a comment may not hold; the fewer are taken, the surer it is fine.</summary>
    private static string Write(PromptArticle article, string seed, IReadOnlyList<string> instructions)
    {
        var words = ArticleWords.Of(article);
        ArticleWords[] attempts = [words, words.WithoutPassages(), words.WithoutTitleAndName()];
        return attempts.Select(attempt => Text(attempt, new($"{seed}\n{article.Id}")))
            .FirstOrDefault(text => CommentRules.Check(CommentComposer.Compose(DisclosureRules.Default, text), instructions).Count == 0)
            ?? Text(ArticleWords.None, new($"{seed}\n{article.Id}"));
    }

    private static string Text(ArticleWords words, SeededChoice choice)
    {
        var opening = $"{Sentence(choice, OfflineSentences.Greetings, OfflineSentences.GreetingsToNobody, words.FirstName)} {Sentence(choice, OfflineSentences.OnTitle, OfflineSentences.OnNoTitle, words.Title)}";
        var passage = Sentence(choice, OfflineSentences.OnPassage, OfflineSentences.OnNoPassage, words.Passages.Count == 0 ? "" : choice.Of(words.Passages));
        var keywords = choice.Of(words.Keywords, 4);
        var named = Sentence(choice, OfflineSentences.OnWords, OfflineSentences.OnNoWords, Enumerate([.. keywords.Take(3)]));
        var question = Sentence(choice, OfflineSentences.Questions, OfflineSentences.QuestionsAboutNothing, keywords.Count == 0 ? "" : keywords[^1]);
        var middle = choice.Of([$"{passage} {named}", $"{named} {passage}"]);
        return $"{opening}\n\n{middle} {question}\n\n{choice.Of(OfflineSentences.Closings)} {OfflineSentences.Mark}";
    }

    private static string Sentence(SeededChoice choice, string[] filled, string[] unfilled, string with) =>
        with.Length == 0 ? choice.Of(unfilled) : string.Format(CultureInfo.InvariantCulture, choice.Of(filled), with);

    private static string Enumerate(IReadOnlyList<string> words) => words switch
    {
        [] => "",
        [var only] => $"«{only}»",
        _ => $"{string.Join(", ", words.SkipLast(1).Select(word => $"«{word}»"))} und «{words[^1]}»",
    };
}
