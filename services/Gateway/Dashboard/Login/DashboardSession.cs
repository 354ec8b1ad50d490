using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Dashboard.Login;

/// <summary>Signs people in to and out of the dashboard.</summary>
public sealed class DashboardSession(IDbContextFactory<PipelineDbContext> contexts)
{
    /// <summary>Signs in; what is wrong in words, or null.</summary>
    public async Task<string?> SignInAsync(HttpContext http, string email, string password)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var name = email.Trim().ToLowerInvariant();
        var user = await context.Users.SingleOrDefaultAsync(u => u.Email == name);
        if (user is null || new PasswordHasher<User>().VerifyHashedPassword(user, user.PasswordHash, password) == PasswordVerificationResult.Failed)
            return "E-mail or password is wrong.";
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(ClaimTypes.Name, user.Email)], CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new(identity));
        return null;
    }

    public Task SignOutAsync(HttpContext http) => http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
}
