using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Auth;

/// <summary>The administrator's name is one that can be typed on the sign-in page, or the program says so at start.</summary>
public sealed class AdminNameTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();

    public static IEnumerable<TheoryDataRow<string>> Taken => SignInNames.Taken.Append("  me@example.org ").Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string>> Refused => SignInNames.Refused.Append("  ").Select(name => new TheoryDataRow<string>(name));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Who_is_made_of_it_can_sign_in(string name)
    {
        await using var app = GatewayHost.Build(_database, settings: ("Gateway:Admin:Email", name));
        await app.StartAsync(Cancellation);
        var login = new JsonObject { ["email"] = name, ["password"] = GatewayHost.AdminPassword };
        (await new ApiClient(new Uri(app.Urls.First()), null).PostAsync("/auth/login", login)).Is(HttpStatusCode.OK);
        await app.StopAsync(Cancellation);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Another_one_is_refused_at_start_by_key_and_with_what_is_allowed(string name)
    {
        await using var app = GatewayHost.Build(_database, settings: ("Gateway:Admin:Email", name));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Cancellation));
        Assert.Contains("Gateway__Admin__Email", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("name@host", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
