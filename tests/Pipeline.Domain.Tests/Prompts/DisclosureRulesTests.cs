using Pipeline.Domain.Prompts;

namespace Pipeline.Domain.Tests.Prompts;

[Trait("Promise", "P-DISCLOSE")]
public sealed class DisclosureRulesTests
{
    [Theory]
    [InlineData(DisclosureRules.Default)]
    [InlineData("[KI]")]
    [InlineData("Geschrieben von einer KI & geprüft von niemandem <3 🤖")]
    [InlineData("تعليق من روبوت")]
    public void Can_be_reworded(string disclosure) => Assert.Null(DisclosureRules.Check(disclosure));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B\u200B")]
    [InlineData("…")]
    [InlineData("🤖")]
    public void Cannot_be_left_out(string? disclosure) => Assert.NotNull(DisclosureRules.Check(disclosure));

    [Theory]
    [InlineData("<b>KI</b>")]
    [InlineData("KI<!-- -->")]
    [InlineData("&#75;I-Text")]
    [InlineData("von {{ article.author }}")]
    [InlineData("Zeile eins\nZeile zwei")]
    public void Is_one_line_of_plain_text(string disclosure) => Assert.NotNull(DisclosureRules.Check(disclosure));

    [Fact]
    public void Has_at_most_300_characters()
    {
        Assert.Null(DisclosureRules.Check(new string('K', 300)));
        Assert.Contains("300", DisclosureRules.Check(new string('K', 301)), StringComparison.Ordinal);
    }
}
