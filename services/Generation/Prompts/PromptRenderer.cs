using Fluid;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Prompts;
using Pipeline.Generation.Llm;

namespace Pipeline.Generation.Prompts;

/// <summary>
/// Fills prompt templates. What comes from the site is data: visible text only, cut to a sensible length, between marks that it can't forge.
/// </summary>
public sealed class PromptRenderer(IOptions<LlmOptions> options)
{
    private const int MaxLineLength = 300;
    private const string Content = "article.content";

    private static readonly FluidParser Parser = new(new FluidParserOptions { AllowFunctions = false, AllowParentheses = false });

    // Templates see one object with the members that the placeholders name, and nothing behind it.
    private static readonly TemplateOptions Options = LimitedToPlaceholders();

    /// <summary>Fills both prompts of a template.</summary>
    /// <exception cref="WriterException">The template isn't valid (any more): kind <see cref="ErrorKind.Configuration"/>.</exception>
    public RenderedPrompt Render(PromptTexts texts, PromptArticle article)
    {
        var problems = PromptTemplateRules.Validate("-", texts.SystemPrompt, texts.UserPromptTemplate, texts.Disclosure);
        if (problems.Count > 0)
            throw WriterException.Permanent(ErrorKind.Configuration, $"The prompt template can't be used: {problems[0].Field}: {problems[0].Message}");

        var marks = new DataMarks();
        var values = new ArticleValues(placeholder => Marked(article, placeholder, marks));
        return new(
            Fill(texts.SystemPrompt, values) + "\n\n" + marks.Explanation,
            Fill(texts.UserPromptTemplate, values),
            [.. PromptTemplateRules.FixedTexts(texts.SystemPrompt), .. PromptTemplateRules.FixedTexts(texts.UserPromptTemplate), marks.Explanation],
            marks);
    }

    private static string Fill(string template, ArticleValues values)
    {
        // Can't be: only plain placeholders have passed the rules.
        if (!Parser.TryParse(template, out var parsed, out var error)) throw WriterException.Permanent(ErrorKind.Configuration, $"The prompt template can't be read: {error}");
        var context = new TemplateContext(Options);
        context.SetValue("article", values);
        return parsed.Render(context);
    }

    private string Marked(PromptArticle article, string placeholder, DataMarks marks) => placeholder == Content
        ? marks.AroundText(VisibleText.Of(article.Content, options.Value.MaxArticleCharacters))
        : marks.AroundLine(VisibleText.LineOf(article.Value(placeholder), MaxLineLength));

    private static TemplateOptions LimitedToPlaceholders()
    {
        var limited = new TemplateOptions { MaxSteps = 1_000 };
        limited.MemberAccessStrategy.Register<ArticleValues, string>((values, member) => values.Of("article." + member));
        return limited;
    }

    private sealed record ArticleValues(Func<string, string> Of);
}
