using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Auth;

[Collection<Embedded>]
public sealed class AuthEmbedded(EmbeddedGateway gateway) : AuthTests(gateway);

[Collection<InProduction>]
public sealed class AuthInProduction(ProductionGateway gateway) : AuthTests(gateway);

public abstract class AuthTests(GatewayFixture gateway)
{
    private const string Password = "correct horse battery staple";
    private readonly string _email = $"{Guid.NewGuid():N}@example.org";

    [Fact]
    public async Task A_session_begins_with_the_login_and_ends_with_the_logout()
    {
        await UserAsync();
        var session = gateway.Client((await LoginAsync(Password)).Is(HttpStatusCode.OK)["token"]!.GetValue<string>());
        Assert.Equal(_email, (await session.GetAsync("/auth/me")).Is(HttpStatusCode.OK)["email"]!.GetValue<string>());
        (await session.PostAsync("/auth/logout")).Is(HttpStatusCode.NoContent);
        (await session.GetAsync("/auth/me")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_login_says_token_and_end()
    {
        await UserAsync();
        var login = (await LoginAsync(Password)).Is(HttpStatusCode.OK);
        Assert.Equal(["token", "expiresAt"], login.Body.AsObject().Select(member => member.Key));
        Assert.Equal(gateway.Database.Clock.GetUtcNow().AddHours(12), login["expiresAt"]!.GetValue<DateTimeOffset>());
        Assert.True(login.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_session_ends_by_itself()
    {
        var user = await UserAsync();
        await gateway.Database.AdvanceAsync(TimeSpan.FromHours(12));
        (await user.GetAsync("/auth/me")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task I_am_who_signed_in()
    {
        var user = await UserAsync();
        var me = (await user.GetAsync("/auth/me")).Is(HttpStatusCode.OK);
        Assert.Equal($$"""{"id":"{{user.UserId}}","email":"{{_email}}","role":"operator"}""", me.Text);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        var unknown = (await LoginAsync("wrong")).IsProblem(HttpStatusCode.Unauthorized);
        await UserAsync();
        var wrong = (await LoginAsync("wrong")).IsProblem(HttpStatusCode.Unauthorized);
        Assert.Equal(unknown.Detail, wrong.Detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_wrong_tries_lock_the_name_whether_or_not_it_exists(bool exists)
    {
        if (exists) await UserAsync();
        for (var i = 0; i < 5; i++) (await LoginAsync("wrong")).IsProblem(HttpStatusCode.Unauthorized);
        var locked = (await LoginAsync(Password)).IsProblem(HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromMinutes(15), locked.Headers.RetryAfter?.Delta);
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(15));
        (await LoginAsync(Password)).Is(exists ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_right_password_begins_the_count_anew()
    {
        await UserAsync();
        for (var i = 0; i < 4; i++) await LoginAsync("wrong");
        (await LoginAsync(Password)).Is(HttpStatusCode.OK);
        for (var i = 0; i < 4; i++) await LoginAsync("wrong");
        (await LoginAsync(Password)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_missing_is_told_by_field()
    {
        var refused = (await gateway.Client(null).PostAsync("/auth/login", new JsonObject())).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(refused.About("email"));
        Assert.NotEmpty(refused.About("password"));
    }

    private Task<ApiClient> UserAsync() => gateway.UserAsync(email: _email, password: Password);

    private Task<ApiAnswer> LoginAsync(string password) =>
        gateway.Client(null).PostAsync("/auth/login", new JsonObject { ["email"] = _email, ["password"] = password });
}
