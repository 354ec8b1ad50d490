using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Prompts;

public sealed class PromptTemplateRulesTests
{
    [Fact]
    public void Every_placeholder_of_the_contract_is_known()
    {
        var template = string.Join('\n', PromptPlaceholders.All.Select(placeholder => placeholder.Written));
        Assert.Equal(9, PromptPlaceholders.All.Count);
        Assert.Empty(Validate(template));
    }

    [Theory]
    [InlineData("Ohne Platzhalter")]
    [InlineData("{{article.title}} und {{   article.author   }}")]
    [InlineData("JSON: { \"a\": { } } und 100 %")]
    public void Plain_text_and_plain_placeholders_are_fine(string template) => Assert.Empty(Validate(template));

    [Theory]
    [InlineData("{{ article.titel }}")]
    [InlineData("{{ Article.Title }}")]
    [InlineData("{{ title }}")]
    [InlineData("{{ article }}")]
    [InlineData("{{ article.title | upcase }}")]
    [InlineData("{{ article.title.size }}")]
    [InlineData("{{ article['title'] }}")]
    [InlineData("{{ 7 | times: 7 }}")]
    [InlineData("{{ \"x\" }}")]
    [InlineData("{{- article.title -}}")]
    public void Anything_else_in_braces_is_refused_by_name_with_what_is_known(string template)
    {
        var problem = Assert.Single(Validate(template));
        Assert.Equal("userPromptTemplate", problem.Field);
        Assert.Contains($"'{template[2..^2].Trim()}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("{{ article.language }}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ article.title", "never closed")]
    [InlineData("{{ article.title {{ article.author }}", "never closed")]
    [InlineData("article.title }}", "never opened")]
    [InlineData("{{ }}", "empty")]
    [InlineData("{% for i in (1..9) %}x{% endfor %}", "Tags")]
    [InlineData("{{{ article.title }}}", "Unknown")]
    [InlineData("", "empty")]
    [InlineData("  \n", "empty")]
    public void What_is_no_template_is_refused_with_the_reason(string template, string reason) =>
        Assert.Contains(Validate(template), problem => problem.Field == "userPromptTemplate" && problem.Message.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Every_field_is_checked()
    {
        var problems = PromptTemplateRules.Validate(new string('n', 101), "{{ x }}", new string('u', 20_001), " ");
        Assert.Equal(["name", "systemPrompt", "userPromptTemplate", "disclosure"], problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Missing_fields_are_named_and_a_missing_disclosure_is_the_default() =>
        Assert.Equal(["name", "systemPrompt", "userPromptTemplate"], PromptTemplateRules.Validate(null, null, null, null).Select(problem => problem.Field));

    [Fact]
    public void Fixed_texts_are_what_stands_between_the_placeholders() =>
        Assert.Equal(["Titel: ", ", von "], PromptTemplateRules.FixedTexts("Titel: {{ article.title }}, von {{ article.author }}"));

    private static IReadOnlyList<PromptTemplateProblem> Validate(string template) => PromptTemplateRules.Validate("Lob", "Du lobst.", template, null);
}
