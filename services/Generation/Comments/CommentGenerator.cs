using Pipeline.Domain.Comments;
using Pipeline.Domain.Errors;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Prompts;

namespace Pipeline.Generation.Comments;

/// <summary>Renders the prompt, has the comment written, puts the disclosure in front and checks what came out.</summary>
public sealed class CommentGenerator(PromptRenderer renderer, WriterCatalog writers)
{
    /// <summary>Makes one comment.</summary>
    /// <exception cref="WriterException">It could not be made; says whether trying again later may help.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for.</exception>
    public async Task<GeneratedComment> GenerateAsync(CommentRequest request, CancellationToken cancellation)
    {
        var prompt = renderer.Render(request.Prompt, request.Article);
        var writer = writers.For(request.Provider.Kind);
        var written = await writer.WriteAsync(new(request.Provider, prompt, request.Article, request.Seed, request.Permit), cancellation);
        var text = prompt.Marks.TakenOutOf(written.Text);
        if (RefusalText.IsRefusal(text)) throw WriterException.Permanent(ErrorKind.LlmRefused, $"The model declined to write: {RefusalText.Opening(text)}");
        var comment = CommentComposer.ComposeModelText(request.Prompt.Disclosure, text);
        var problems = CommentRules.Check(comment, prompt.Instructions);
        return problems.Count == 0
            ? new(comment.Html, written)
            : throw WriterException.Transient(ErrorKind.InvalidOutput, string.Join(' ', problems.Select(problem => problem.Message)));
    }
}
