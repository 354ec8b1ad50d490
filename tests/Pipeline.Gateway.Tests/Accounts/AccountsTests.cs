using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Accounts;

[Collection<Embedded>]
public sealed class AccountsEmbedded(EmbeddedGateway gateway) : AccountsTests(gateway);

[Collection<InProduction>]
public sealed class AccountsInProduction(ProductionGateway gateway) : AccountsTests(gateway);

public abstract class AccountsTests(GatewayFixture gateway)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_made_read_changed_and_deleted()
    {
        var (api, made) = await MadeAsync();
        Assert.Equal($"/api/v1/accounts/{made.Id}", made.Headers.Location?.ToString());
        Assert.Equal(made.Text, (await api.GetAsync($"/accounts/{made.Id}")).Is(HttpStatusCode.OK).Text);
        var changed = (await api.PatchAsync($"/accounts/{made.Id}", new JsonObject { ["displayName"] = "B" })).Is(HttpStatusCode.OK);
        Assert.Equal(("B", "lehrer.a"), (changed["displayName"]!.GetValue<string>(), changed["username"]!.GetValue<string>()));
        (await api.DeleteAsync($"/accounts/{made.Id}")).Is(HttpStatusCode.NoContent);
        (await api.GetAsync($"/accounts/{made.Id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task It_has_the_contracts_members_and_never_the_password()
    {
        var (api, made) = await MadeAsync();
        Assert.Equal(
            ["id", "siteId", "username", "displayName", "hasPassword", "status", "lastLoginAt", "lastError", "createdAt", "updatedAt"],
            made.Body.AsObject().Select(member => member.Key));
        Assert.Equal((true, "unknown"), (made["hasPassword"]!.GetValue<bool>(), made["status"]!.GetValue<string>()));
        foreach (var answer in new[] { made, await api.GetAsync($"/accounts/{made.Id}"), await api.GetAsync("/accounts") })
            Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task A_password_is_changed_and_taken_away_without_being_shown()
    {
        var (api, made) = await MadeAsync();
        var changed = (await api.PatchAsync($"/accounts/{made.Id}", new JsonObject { ["password"] = "another-s3cret" })).Is(HttpStatusCode.OK);
        Assert.True(changed["hasPassword"]!.GetValue<bool>());
        Assert.DoesNotContain("s3cret", changed.Text, StringComparison.Ordinal);
        var taken = (await api.PatchAsync($"/accounts/{made.Id}", new JsonObject { ["password"] = null })).Is(HttpStatusCode.OK);
        Assert.False(taken["hasPassword"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("displayName", true)]
    [InlineData("password", false)]
    [InlineData("username", false)]
    public async Task A_new_login_ends_the_session_and_a_new_caption_does_not(string field, bool lasts)
    {
        var (api, made) = await MadeAsync();
        var sessions = gateway.Services.GetRequiredService<AccountSessions>();
        await sessions.LeaseLoginAsync(made.Id, TimeSpan.FromMinutes(1), false, Cancellation);
        await sessions.LoggedInAsync(made.Id, "cookies", Cancellation);
        var changed = (await api.PatchAsync($"/accounts/{made.Id}", new JsonObject { [field] = "new" })).Is(HttpStatusCode.OK);
        Assert.Equal((lasts, lasts ? "ok" : "unknown"), ((await sessions.GetAsync(made.Id, Cancellation)).Valid, changed["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_login_under_way_with_the_old_password_leaves_no_session()
    {
        var (api, made) = await MadeAsync();
        var sessions = gateway.Services.GetRequiredService<AccountSessions>();
        await sessions.LeaseLoginAsync(made.Id, TimeSpan.FromMinutes(1), false, Cancellation);
        await api.PatchAsync($"/accounts/{made.Id}", new JsonObject { ["password"] = "new" });
        Assert.Null(await sessions.LoggedInAsync(made.Id, "cookies", Cancellation));
        var status = (await api.GetAsync($"/accounts/{made.Id}"))["status"]!.GetValue<string>();
        Assert.Equal((false, "unknown"), ((await sessions.GetAsync(made.Id, Cancellation)).Valid, status));
    }

    [Theory]
    [InlineData("siteId", null)]
    [InlineData("siteId", "0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e")]
    [InlineData("username", "")]
    [InlineData("username", null)]
    [InlineData("password", "")]
    [InlineData("password", null)]
    public async Task What_cannot_be_is_refused_by_field(string field, string? value)
    {
        var api = await gateway.UserAsync();
        var body = Bodies.Account(await api.AddAsync("/sites", Bodies.Site())).With(field, JsonValue.Create(value));
        Assert.Contains(field, (await api.PostAsync("/accounts", body)).IsProblem(HttpStatusCode.UnprocessableEntity).Detail, StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/accounts")).Items);
    }

    [Fact]
    public async Task A_user_name_is_there_once_per_site()
    {
        var (api, made) = await MadeAsync();
        var again = Bodies.Account(made["siteId"]!.GetValue<Guid>());
        Assert.Contains("'lehrer.a'", (await api.PostAsync("/accounts", again)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        await api.AddAsync("/accounts", Bodies.Account(await api.AddAsync("/sites", Bodies.Site())));
    }

    [Fact]
    public async Task Its_site_stays()
    {
        var (api, made) = await MadeAsync();
        var move = new JsonObject { ["siteId"] = await api.AddAsync("/sites", Bodies.Site()) };
        Assert.NotEmpty((await api.PatchAsync($"/accounts/{made.Id}", move)).IsProblem(HttpStatusCode.UnprocessableEntity).About("siteId"));
    }

    [Fact]
    public async Task One_in_use_says_who_uses_it()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        await api.AddAsync("/monitoring-processes", parts.Body);
        Assert.Contains("'Klasse 4a'", (await api.DeleteAsync($"/accounts/{parts.Account}")).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        (await api.GetAsync($"/accounts/{parts.Account}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_a_site()
    {
        var (api, made) = await MadeAsync();
        await api.AddAsync("/accounts", Bodies.Account(await api.AddAsync("/sites", Bodies.Site())));
        Assert.Equal(made.Text, Assert.Single((await api.GetAsync($"/accounts?siteId={made["siteId"]}")).Items)!.ToJsonString(Bodies.AsSent));
    }

    [Fact]
    public async Task A_worker_tries_the_login()
    {
        var (api, made) = await MadeAsync();
        await StandInWorker.AliveAsync(gateway.Services, "discovery");
        gateway.Worker.Account = new(true, "Logged in.", [new AccountTab("38", "Klasse 4a")]);
        var tested = (await api.PostAsync($"/accounts/{made.Id}/test")).Is(HttpStatusCode.OK);
        Assert.Equal("""{"ok":true,"message":"Logged in.","tabs":[{"id":"38","name":"Klasse 4a"}]}""", tested.Text);
    }

    [Fact]
    public async Task A_wrong_password_is_an_answer_and_no_error()
    {
        var (api, made) = await MadeAsync();
        await StandInWorker.AliveAsync(gateway.Services, "discovery");
        gateway.Worker.Account = new(false, "The site refused the password.", []);
        var tested = (await api.PostAsync($"/accounts/{made.Id}/test")).Is(HttpStatusCode.OK);
        Assert.Equal("""{"ok":false,"message":"The site refused the password.","tabs":[]}""", tested.Text);
    }

    [Fact]
    public async Task Without_a_worker_it_cannot_be_tried_now()
    {
        var (api, made) = await MadeAsync();
        await gateway.WithoutWorkersAsync();
        var refused = (await api.PostAsync($"/accounts/{made.Id}/test")).IsProblem(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("discovery", refused.Detail, StringComparison.Ordinal);
    }

    private async Task<(ApiClient Api, ApiAnswer Made)> MadeAsync()
    {
        var api = await gateway.UserAsync();
        var made = await api.PostAsync("/accounts", Bodies.Account(await api.AddAsync("/sites", Bodies.Site())));
        return (api, made.Is(HttpStatusCode.Created));
    }
}
