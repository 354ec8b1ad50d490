using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class SecretsEmbedded(EmbeddedGateway gateway) : Secrets(gateway);

[Collection<InProduction>]
public sealed class SecretsInProduction(ProductionGateway gateway) : Secrets(gateway);

/// <summary>What is given as a secret is kept encrypted or hashed, and told nowhere.</summary>
[Trait("Promise", "P-SECRET")]
public abstract class Secrets(GatewayFixture gateway)
{
    private const string Secret = "s3cret";

    [Fact]
    public async Task Passwords_and_keys_are_kept_encrypted()
    {
        var api = await gateway.UserAsync();
        var account = await api.AddAsync("/accounts", Bodies.Account(await api.AddAsync("/sites", Bodies.Site())));
        var provider = await api.AddAsync("/llm-providers", Bodies.OpenAi());
        await using var context = await ContextAsync();
        var password = (await context.Accounts.SingleAsync(row => row.Id == account, Cancellation)).PasswordCipher;
        var key = (await context.LlmProviders.SingleAsync(row => row.Id == provider, Cancellation)).ApiKeyCipher;
        Assert.All([password, key], cipher => Assert.DoesNotContain(Secret, Assert.IsType<string>(cipher), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_token_only_its_hash_is_kept()
    {
        var api = await gateway.UserAsync();
        await using var context = await ContextAsync();
        var kept = await context.AccessTokens.SingleAsync(token => token.UserId == api.UserId, Cancellation);
        Assert.Equal(AccessTokens.Hash(api.Token!), kept.Hash);
    }

    [Fact]
    public async Task No_answer_repeats_them_also_where_they_are_refused()
    {
        var api = await gateway.UserAsync();
        var site = await api.AddAsync("/sites", Bodies.Site());
        var refusedAccount = await api.PostAsync("/accounts", Bodies.Account(site).With("password", new string('x', 1001) + Secret));
        var refusedProvider = await api.PostAsync("/llm-providers", Bodies.OpenAi().With("apiKey", $"two words of {Secret}"));
        var refusedLogin = await gateway.Client(null).PostAsync("/auth/login", new JsonObject { ["email"] = "x", ["password"] = Secret });
        Assert.All([refusedAccount, refusedProvider, refusedLogin], refused => Assert.DoesNotContain(Secret, refused.Text, StringComparison.Ordinal));
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Unauthorized], [refusedAccount.Status, refusedProvider.Status, refusedLogin.Status]);
    }

    [Fact]
    public async Task No_log_tells_them()
    {
        await No_answer_repeats_them_also_where_they_are_refused();
        var api = await gateway.UserAsync();
        await api.AddAsync("/llm-providers", Bodies.OpenAi());
        Assert.DoesNotContain(gateway.Logs.GetSnapshot(), log => $"{log.Message} {log.Exception}".Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs.GetSnapshot(), log => $"{log.Message} {log.Exception}".Contains(api.Token!, StringComparison.Ordinal));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<PipelineDbContext> ContextAsync() => gateway.Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
}
