using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Prompts;

[Collection<Embedded>]
public sealed class PromptsEmbedded(EmbeddedGateway gateway) : PromptsTests(gateway);

[Collection<InProduction>]
public sealed class PromptsInProduction(ProductionGateway gateway) : PromptsTests(gateway);

public abstract class PromptsTests(GatewayFixture gateway)
{
    [Fact]
    public async Task A_template_is_made_read_and_deleted()
    {
        var api = await gateway.UserAsync();
        var made = (await api.PostAsync("/prompt-templates", Bodies.Prompt())).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/prompt-templates/{made.Id}", made.Headers.Location?.ToString());
        Assert.Equal(made.Text, (await api.GetAsync($"/prompt-templates/{made.Id}")).Is(HttpStatusCode.OK).Text);
        (await api.DeleteAsync($"/prompt-templates/{made.Id}")).Is(HttpStatusCode.NoContent);
        (await api.GetAsync($"/prompt-templates/{made.Id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task It_has_the_contracts_members_and_a_disclosure_also_where_none_was_given()
    {
        var made = await (await gateway.UserAsync()).PostAsync("/prompt-templates", Bodies.Prompt());
        Assert.Equal(
            ["id", "name", "version", "systemPrompt", "userPromptTemplate", "disclosure", "createdAt", "updatedAt"], made.Body.AsObject().Select(member => member.Key));
        Assert.Equal((1, "[Dieser Kommentar stammt von einem KI-ChatBot.]"), (made["version"]!.GetValue<int>(), made["disclosure"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_change_is_a_new_version()
    {
        var (api, id) = await MadeAsync();
        Assert.Equal(2, (await ChangeAsync(api, id, "name", "Lob und Frage"))["version"]!.GetValue<int>());
        Assert.Equal(3, (await ChangeAsync(api, id, "systemPrompt", "Du lobst."))["version"]!.GetValue<int>());
        Assert.Equal(3, (await ChangeAsync(api, id, "systemPrompt", "Du lobst."))["version"]!.GetValue<int>());
        var versions = (await api.GetAsync($"/prompt-templates/{id}/versions")).Is(HttpStatusCode.OK).Items;
        Assert.Equal([3, 2, 1], versions.Select(version => version!["version"]!.GetValue<int>()));
        Assert.Equal(["Du lobst.", "Du schreibst Kommentare.", "Du schreibst Kommentare."], versions.Select(version => version!["systemPrompt"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("name", "", "")]
    [InlineData("systemPrompt", "{{ article.tittle }}", "article.tittle")]
    [InlineData("userPromptTemplate", "{{ article.tittle }}", "article.tittle")]
    [InlineData("userPromptTemplate", "{{ user }}", "user")]
    [InlineData("userPromptTemplate", "{% if article.title %}x{% endif %}", "")]
    [InlineData("userPromptTemplate", "{{ article.title", "")]
    [InlineData("userPromptTemplate", "", "")]
    [InlineData("systemPrompt", null, "")]
    [InlineData("disclosure", "", "")]
    public async Task What_cannot_be_is_refused_by_field_and_name(string field, string? value, string named)
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync("/prompt-templates", Bodies.Prompt().With(field, value))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(refused.About(field));
        Assert.Contains(named, refused.About(field), StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/prompt-templates")).Items);
    }

    [Fact]
    public async Task A_refused_change_makes_no_version()
    {
        var (api, id) = await MadeAsync();
        var refused = await api.PatchAsync($"/prompt-templates/{id}", new JsonObject { ["name"] = "B", ["userPromptTemplate"] = "{{ nothing }}" });
        Assert.Contains("nothing", refused.IsProblem(HttpStatusCode.UnprocessableEntity).About("userPromptTemplate"), StringComparison.Ordinal);
        Assert.Single((await api.GetAsync($"/prompt-templates/{id}/versions")).Items);
        Assert.Equal("Lob", (await api.GetAsync($"/prompt-templates/{id}"))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_placeholders_of_the_contract_are_listed_and_accepted()
    {
        var api = await gateway.UserAsync();
        var listed = (await api.GetAsync("/prompt-templates/placeholders")).Is(HttpStatusCode.OK).Items;
        string[] names = ["title", "author", "content", "category", "task", "url", "publishedAt", "editedAt", "language"];
        Assert.Equal(names.Select(name => $"article.{name}"), listed.Select(placeholder => placeholder!["name"]!.GetValue<string>()));
        var all = string.Join(" ", listed.Select(placeholder => placeholder!["written"]!.GetValue<string>()));
        (await api.PostAsync("/prompt-templates", Bodies.Prompt().With("userPromptTemplate", all))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_in_use_says_who_uses_it()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        await api.AddAsync("/monitoring-processes", parts.Body);
        Assert.Contains("'Klasse 4a'", (await api.DeleteAsync($"/prompt-templates/{parts.Prompt}")).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        (await api.GetAsync($"/prompt-templates/{parts.Prompt}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_worker_shows_what_it_makes_of_an_article()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await StandInWorker.AliveAsync(gateway.Services, "generation");
        var (template, record) = (scene.Process.PromptIds[0], await scene.PreparedAsync());
        var body = new JsonObject { ["recordId"] = record, ["llmProviderId"] = scene.Process.ProviderId };
        var preview = (await scene.Api.PostAsync($"/prompt-templates/{template}/preview", body)).Is(HttpStatusCode.OK);
        Assert.Equal("""{"ok":true,"message":"Written.","systemPrompt":"You comment.","userPrompt":"Comment this.","commentText":"<p>Fine.</p>"}""", preview.Text);
        Assert.Equal(new PreviewComment(template, record, scene.Process.ProviderId), gateway.Worker.Asked);
    }

    [Fact]
    public async Task A_preview_needs_no_body()
    {
        var (api, id) = await MadeAsync();
        await StandInWorker.AliveAsync(gateway.Services, "generation");
        (await api.PostAsync($"/prompt-templates/{id}/preview")).Is(HttpStatusCode.OK);
        Assert.Equal(new PreviewComment(id, null, null), gateway.Worker.Asked);
    }

    [Fact]
    [Trait("Promise", "P-PRIVATE")]
    public async Task A_preview_shows_nobody_elses_article_and_uses_nobody_elses_provider()
    {
        var theirs = await ProcessScene.RunningAsync(gateway);
        var (api, id) = await MadeAsync();
        var body = new JsonObject { ["recordId"] = await theirs.PreparedAsync(), ["llmProviderId"] = theirs.Process.ProviderId };
        var refused = (await api.PostAsync($"/prompt-templates/{id}/preview", body)).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.All(["recordId", "llmProviderId"], field => Assert.Contains("among yours", refused.About(field), StringComparison.Ordinal));
    }

    private async Task<(ApiClient Api, Guid Id)> MadeAsync()
    {
        var api = await gateway.UserAsync();
        return (api, await api.AddAsync("/prompt-templates", Bodies.Prompt()));
    }

    private static async Task<ApiAnswer> ChangeAsync(ApiClient api, Guid id, string field, string value) =>
        (await api.PatchAsync($"/prompt-templates/{id}", new JsonObject { [field] = value })).Is(HttpStatusCode.OK);
}
