using System.Net;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class ApiDocumentEmbedded(EmbeddedGateway gateway) : ApiDocumentTests(gateway);

[Collection<InProduction>]
public sealed class ApiDocumentInProduction(ProductionGateway gateway) : ApiDocumentTests(gateway);

public abstract class ApiDocumentTests(GatewayFixture gateway)
{
    private static readonly string[] Routes =
    [
        "POST /auth/login", "POST /auth/logout", "GET /auth/me",
        .. Crud("/sites"), "POST /sites/{id}/test",
        .. Crud("/accounts"), "POST /accounts/{id}/test",
        .. Crud("/llm-providers"), "POST /llm-providers/{id}/test",
        .. Crud("/prompt-templates"), "GET /prompt-templates/{id}/versions", "POST /prompt-templates/{id}/preview", "GET /prompt-templates/placeholders",
        .. Crud("/monitoring-processes"), "POST /monitoring-processes/{id}/start", "POST /monitoring-processes/{id}/stop",
        "POST /monitoring-processes/{id}/pause", "POST /monitoring-processes/{id}/resume", "POST /monitoring-processes/{id}/runs",
        "GET /monitoring-processes/{id}/pipeline-status", "GET /monitoring-processes/pipeline-status",
        "GET /article-records", "GET /article-records/{id}", "POST /article-records/{id}/retry", "POST /article-records/{id}/approve",
        "POST /article-records/{id}/reject", "GET /jobs", "GET /jobs/{id}",
    ];

    [Fact]
    public async Task It_lists_every_route() =>
        Assert.Empty(Routes.Except((await gateway.RoutesAsync()).Select(route => route.ToString())));

    [Fact]
    public async Task It_is_readable_without_signing_in()
    {
        var page = (await gateway.Client(null).GetAsync("//docs")).Is(HttpStatusCode.OK);
        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("Pipeline API", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_bodies_filters_and_failures()
    {
        var paths = (await gateway.Client(null).GetAsync("//openapi/v1.json")).Is(HttpStatusCode.OK)["paths"]!;
        Assert.NotNull(paths["/api/v1/sites"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]);
        Assert.Contains("articleExternalId", paths["/api/v1/article-records"]!["get"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
        var answers = paths["/api/v1/monitoring-processes/{id}/start"]!["post"]!["responses"]!.AsObject().Select(answer => answer.Key);
        Assert.Superset(new HashSet<string> { "202", "401", "404", "409", "422" }, answers.ToHashSet());
    }

    private static string[] Crud(string path) => [$"GET {path}", $"POST {path}", $"GET {path}/{{id}}", $"PATCH {path}/{{id}}", $"DELETE {path}/{{id}}"];
}
