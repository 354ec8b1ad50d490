using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace Pipeline.DemoSite.Routes;

/// <summary>Style sheet, script and pictures, out of the assembly.</summary>
internal static class AssetRoutes
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapAssets(this IEndpointRouteBuilder app) => app.MapGet("/static/{name}", (string name, HttpContext context) =>
    {
        if (!Types.TryGetContentType(name, out var type) || Assembly.GetExecutingAssembly().GetManifestResourceStream(name) is not { } asset)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=600";
        return Results.Stream(asset, type);
    });
}
