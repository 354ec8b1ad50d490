using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Content;
using Pipeline.DemoSite.Control;
using Pipeline.DemoSite.Faults;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Routes;
using Pipeline.DemoSite.Sessions;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite;

/// <summary>Builds the demo site: as a program of its own, or to be started and stopped by another one on a port of its own.</summary>
public static partial class DemoSiteApp
{
    /// <summary>For a program of its own: settings from arguments, environment and files, section <c>DemoSite</c>. <c>--urls</c> wins over <c>DemoSite:Url</c>.</summary>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(DemoSiteApp).FullName, LogLevel.Information);
        var options = builder.Configuration.GetSection(DemoSiteOptions.Section).Get<DemoSiteOptions>() ?? new DemoSiteOptions();
        options.Url = builder.Configuration["urls"] is { Length: > 0 } urls ? urls : options.Url;
        return Build(builder, options, clock);
    }

    /// <summary>For another program: nothing but <paramref name="options"/> decides, whatever that program's environment says.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The clock; the system's, if null.</param>
    /// <param name="logging">Where the site logs to; nowhere, if null.</param>
    public static WebApplication Build(DemoSiteOptions options, TimeProvider? clock = null, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(DemoSiteApp).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        logging?.Invoke(builder.Logging);
        return Build(builder, options, clock);
    }

    /// <summary>The address at which a started site answers, with the port that it really got.</summary>
    public static Uri Address(this WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return new Uri(addresses?.FirstOrDefault() ?? throw new InvalidOperationException("The demo site isn't started."));
    }

    private static WebApplication Build(WebApplicationBuilder builder, DemoSiteOptions options, TimeProvider? clock)
    {
        Validate(options);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        AddServices(builder.Services, options, clock);
        var app = builder.Build();
        foreach (var url in options.Url.Split(';', StringSplitOptions.RemoveEmptyEntries)) app.Urls.Add(url);
        UsePages(app, options);

        // Now, not at the first request: a folder that can't be used must stop the start.
        app.Services.GetRequiredService<ArticleArrivals>();
        app.Lifetime.ApplicationStarted.Register(() => SayWhere(app));
        return app;
    }

    private static void SayWhere(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DemoSiteApp).FullName!);
        var address = app.Address();
        Log.Started(logger, address);
    }

    private static void AddServices(IServiceCollection services, DemoSiteOptions options, TimeProvider? clock)
    {
        services.AddSingleton(Options.Create(options));
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<TextLibrary>();
        services.AddSingleton<TextComposer>();
        services.AddSingleton<ArticleFactory>();
        services.AddSingleton<SeedContent>();
        services.AddSingleton<ArticleArrivals>();
        services.AddSingleton<SiteStore>();
        services.AddSingleton<SessionDesk>();
        services.AddSingleton<CommentText>();
        services.AddSingleton<CommentDesk>();
        services.AddSingleton<CommentSubmission>();
        services.AddSingleton<ArticleDesk>();
        services.AddSingleton<ViewCounter>();
        services.AddSingleton<FaultList>();
        services.AddSingleton<RequestLog>();
    }

    private static void UsePages(WebApplication app, DemoSiteOptions options)
    {
        app.UseWhen(IsPlatform, pages =>
        {
            // Nobody could ask for the counts: don't let them grow.
            if (options.Control) pages.Use(app.Services.GetRequiredService<RequestLog>().CountAsync);
            pages.Use(TrailingSlash.AddAsync);
            pages.Use(SessionCookie.ResumeAsync);
            pages.UseMiddleware<FaultyGate>();
            pages.Use(CsrfGuard.CheckAsync);
            pages.Use(app.Services.GetRequiredService<ArticleArrivals>().CatchUpAsync);
        });
        app.UseRouting();
        app.MapGet("/health/live", () => Results.Text("ok"));
        app.MapGet("/health/ready", () => Results.Text("ok"));
        app.MapAssets();
        app.MapAccounts();
        app.MapArticles();
        app.MapComments();
        if (options.Control) app.MapControl();
        app.MapFallback((HttpContext context) => Pages.ErrorPage.NotFound(context));
    }

    private static bool IsPlatform(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(ControlRoutes.Prefix)
        && !context.Request.Path.StartsWithSegments("/static")
        && !context.Request.Path.StartsWithSegments("/health");

    private static void Validate(DemoSiteOptions options)
    {
        var failures = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true))
            throw new OptionsValidationException(DemoSiteOptions.Section, typeof(DemoSiteOptions), failures.Select(f => f.ErrorMessage ?? ""));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The demo site is at {Address}")]
        public static partial void Started(ILogger logger, Uri address);
    }
}
