using Microsoft.AspNetCore.Mvc;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Api;

/// <summary>What holds for every route of the API.</summary>
internal static class ApiConventions
{
    public const string Prefix = "/api/v1";

    private const int MaxBody = 1 << 20;

    public static IServiceCollection AddApiConventions(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddExceptionHandler<FailureAnswers>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Errors below the prefix become problem details; elsewhere nothing changes.</summary>
    public static void UseApiConventions(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api =>
        {
            api.UseExceptionHandler(_ => { });
            api.UseStatusCodePages(context => ProblemAnswers.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode, Detail(context.HttpContext)));
        });

    /// <summary>The group of all routes: signed in, reading; routes that change something ask for more.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) => routes.MapGroup(Prefix)
        .RequireAuthorization(Roles.Read)
        .WithMetadata(new RequestSizeLimitAttribute(MaxBody));

    /// <summary>A route that changes or runs something.</summary>
    public static RouteHandlerBuilder Operates(this RouteHandlerBuilder route) => route.RequireAuthorization(Roles.Operate);

    /// <summary>A route that is for administrators.</summary>
    public static RouteHandlerBuilder Administers(this RouteHandlerBuilder route) => route.RequireAuthorization(Roles.Administer);

    /// <summary>A list: its query parameters, and none but these.</summary>
    public static RouteHandlerBuilder IsList(this RouteHandlerBuilder route, params IReadOnlyList<QueryParameter> filters)
    {
        foreach (var parameter in filters.Concat(QueryParameter.OfLists)) route.WithMetadata(parameter);
        return route;
    }

    private static string Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is no route {context.Request.Path}: /docs lists those that there are.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible here; possible are: {context.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large: at most 1 MiB is read.",
        var status => $"The request was refused with status {status}.",
    };
}
