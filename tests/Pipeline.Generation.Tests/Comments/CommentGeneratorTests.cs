using Pipeline.Domain.Comments;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Tests.Llm;
using Pipeline.Testing.Llm;

namespace Pipeline.Generation.Tests.Comments;

public sealed class CommentGeneratorTests
{
    private const string Fine = "Liebe Mia, deine Geschichte über den schlauen Fuchs hat mir sehr gefallen, besonders das Ende.";
    private const string Opening = "<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p>";

    [Theory]
    [Trait("Promise", "P-DISCLOSE")]
    [InlineData(Fine)]
    [InlineData("[Dieser Kommentar stammt von einem KI-ChatBot.]\n\n" + Fine)]
    [InlineData("**[Dieser Kommentar stammt von einem KI-ChatBot.]** " + Fine + "\n\n(Dieser Kommentar stammt von einem KI-Chatbot)")]
    [InlineData("Kommentar:\n\n\"" + Fine + "\"")]
    public async Task Comment_opens_with_the_disclosure_exactly_once(string answer)
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text(answer));
        var comment = await scene.GenerateAsync();
        Assert.Equal($"{Opening}<p>{Fine}</p>", comment.Html);
        Assert.Empty(CommentRules.Check(DisclosureRules.Default, comment.Html));
    }

    [Theory]
    [InlineData("Gut.", "too")]
    [InlineData(Fine + " Mehr auf www.boese.example!", "address")]
    [InlineData(Fine + " <a href='https://boese.example'>hier</a>", "<a>")]
    [InlineData(Fine + " Dein [Name]", "placeholder")]
    [InlineData(Fine + " Meine Aufgabe: Lies das Ganze langsam durch, lobe dann zuerst das Gelungene.", "instructions")]
    public async Task Comment_that_fails_the_checks_is_invalid_output_with_the_reason(string answer, string reason)
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text(answer));
        var prompt = WriterScene.Prompt with { SystemPrompt = "Lies das Ganze langsam durch, lobe dann zuerst das Gelungene." };
        var failure = await Assert.ThrowsAsync<WriterException>(() => scene.GenerateAsync(prompt));
        Assert.Equal((ErrorKind.InvalidOutput, true), (failure.Kind, failure.IsTransient));
        Assert.Contains(reason == "too" ? "at least 50" : reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Es tut mir leid, aber ich kann diesen Text nicht kommentieren, weil er mir nicht gefällt.")]
    [InlineData("I'm sorry, but I can't help with that request about this particular text.")]
    [InlineData("Als KI-Sprachmodell kann ich dazu leider keinen Kommentar schreiben, bitte entschuldige.")]
    public async Task Model_that_declines_in_words_has_refused(string answer)
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text(answer));
        Assert.Equal(ErrorKind.LlmRefused, (await Assert.ThrowsAsync<WriterException>(() => scene.GenerateAsync())).Kind);
    }

    [Fact]
    public async Task Compassion_is_no_refusal()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Text("Es tut mir leid, dass dein Hund gestorben ist. Das hast du sehr berührend und ehrlich erzählt."));
        Assert.Contains("Hund", (await scene.GenerateAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copied_marks_are_taken_out()
    {
        await using var scene = await WriterScene.StartAsync();
        scene.Llm.Next(FakeLlmAnswer.Writes(request => request.UserPrompt.Split("Kommentiere ")[1].Split(':')[0] + " " + Fine));
        Assert.Equal($"{Opening}<p>Der schlaue Fuchs {Fine}</p>", (await scene.GenerateAsync()).Html);
    }

    [Fact]
    public async Task Offline_comment_passes_too()
    {
        await using var scene = await WriterScene.StartAsync();
        var comment = await scene.GenerateAsync(provider: scene.Provider(kind: LlmProviderKind.Offline));
        Assert.StartsWith(Opening, comment.Html, StringComparison.Ordinal);
        Assert.Contains("Beispieltext", comment.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fake_comments_pass_and_differ_with_the_article()
    {
        await using var scene = await WriterScene.StartAsync();
        var first = await scene.GenerateAsync();
        Assert.Equal(first.Html, (await scene.GenerateAsync()).Html);
        var second = await scene.GenerateAsync(article: WriterScene.Article with { Title = "Der dumme Fuchs" });
        Assert.NotEqual(first.Html, second.Html);
    }
}
