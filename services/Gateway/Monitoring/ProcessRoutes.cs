using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Monitoring;

/// <summary>A run that was asked for.</summary>
internal sealed record RunAnswer(
    [property: Description("The job that the run is: `GET /jobs/{id}` watches it.")] Guid JobId, JobStatus Status, string Message,
    [property: Description("It was under way already.")] bool Existing);

/// <summary>Monitoring processes: what people start and stop.</summary>
internal static class ProcessRoutes
{
    private const string Example = """
        { "name": "Klasse 4a", "description": "", "siteId": "0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e", "accountIds": ["0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8f"],
          "promptTemplateIds": ["0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d90"], "llmProviderId": "0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d91", "fallbackProviderId": null,
          "filters": { "tab": "38", "categories": [4, 14], "tasks": [], "titleContains": null, "keywords": [], "languages": [] },
          "schedule": { "interval": "PT3M", "cron": null, "timeZone": "Europe/Zurich", "activeHours": null },
          "maxDuration": "PT2H", "generateOnly": true, "hideComments": false, "translateTo": null,
          "limits": { "recordsPerRun": 20, "postsPerDay": 100, "minPostGap": "PT30S", "quietHours": null, "budget": null } }
        """;

    private const string Repeated = "Repeated, it changes nothing and answers 202 again; from any other status 409.";
    private static readonly QueryParameter StatusFilter = new("status", typeof(ProcessStatus), "Only those in this status; may be repeated.", Repeatable: true);

    public static void MapProcesses(this RouteGroupBuilder api)
    {
        var processes = api.MapGroup("/monitoring-processes").WithTags("Monitoring processes");
        processes.MapGet("", ListAsync).IsList(StatusFilter).WithSummary("My processes");
        processes.MapPost("", CreateAsync).Operates().WithSummary("Add a process")
            .WithDescription("It is made stopped. Everything that is wrong with it is told at once.").WithMetadata(new BodyExample(Example));
        processes.MapGet("/pipeline-status", PipelinesAsync).WithSummary("How many records stand where, over all my processes and in each");
        processes.MapGet("/{id:guid}", GetAsync).WithSummary("A process");
        processes.MapPatch("/{id:guid}", ChangeAsync).Operates().WithSummary("Change a process")
            .WithDescription("What is left out stays; null is the default again, and in `limits` no limit. Changes hold from the next step on, also while it runs.")
            .WithMetadata(new BodyExample("""{ "schedule": { "interval": "PT10M" } }"""));
        processes.MapDelete("/{id:guid}", DeleteAsync).Operates().WithSummary("Delete a process")
            .WithDescription("With its records. 409 while it runs, and while a record of it is `posting` or `uncertain`.");
        processes.MapGet("/{id:guid}/pipeline-status", PipelineAsync).WithSummary("How many records stand where").WithDescription("Exact numbers, not estimates.");
        processes.MapOrders();
    }

    private static void MapOrders(this RouteGroupBuilder processes)
    {
        processes.MapPost("/{id:guid}/start", StartAsync).Operates().WithSummary("Start a process")
            .WithDescription($"From `stopped` and `failed`. 422 with every reason why it can't run; `warnings` if no worker of a stage is alive. {Repeated}");
        processes.MapPost("/{id:guid}/stop", StopAsync).Operates().WithSummary("Stop a process").WithDescription($"From `running` and `paused`. {Repeated}");
        processes.MapPost("/{id:guid}/pause", PauseAsync).Operates().WithSummary("Pause a process").WithDescription($"From `running`; its deadline runs on. {Repeated}");
        processes.MapPost("/{id:guid}/resume", ResumeAsync).Operates().WithSummary("Resume a process").WithDescription($"From `paused`. {Repeated}");
        processes.MapPost("/{id:guid}/runs", RunAsync).Operates().WithSummary("Discover now")
            .WithDescription("Of a running process. If a run is under way, that one is answered with `existing: true`.");
    }

    private static async Task<Ok<ListAnswer<ProcessAnswer>>> ListAsync(ListQuery query, Caller caller, ProcessReader processes, CancellationToken cancellationToken)
    {
        var statuses = query.Values<ProcessStatus>("status");
        return TypedResults.Ok(await processes.ListAsync(caller, statuses, query.ToPage(), cancellationToken));
    }

    private static async Task<Created<ProcessAnswer>> CreateAsync(
        JsonBody<ProcessInput> body, Caller caller, ProcessSettingsStore store, ProcessReader processes, CancellationToken cancellationToken)
    {
        var id = await store.AddAsync(caller, body, cancellationToken);
        return TypedResults.Created(Location(id), await processes.GetAsync(caller, id, cancellationToken));
    }

    private static async Task<Ok<ProcessAnswer>> GetAsync(Guid id, Caller caller, ProcessReader processes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await processes.GetAsync(caller, id, cancellationToken));

    private static async Task<Ok<ProcessAnswer>> ChangeAsync(
        Guid id, JsonBody<ProcessInput> body, Caller caller, ProcessSettingsStore store, ProcessReader processes, CancellationToken cancellationToken)
    {
        await store.ChangeAsync(caller, id, body, cancellationToken);
        return TypedResults.Ok(await processes.GetAsync(caller, id, cancellationToken));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, Caller caller, ProcessSettingsStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(caller, id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PipelineAnswer>> PipelineAsync(Guid id, Caller caller, ProcessReader processes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await processes.PipelineAsync(caller, id, cancellationToken));

    private static async Task<Ok<AllPipelinesAnswer>> PipelinesAsync(Caller caller, ProcessReader processes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await processes.PipelinesAsync(caller, cancellationToken));

    private static Task<Accepted<ProcessAnswer>> StartAsync(Guid id, Caller caller, OwnedProcessOrders orders, ProcessReader processes, CancellationToken cancellationToken) =>
        AnswerAsync(orders.StartAsync(caller, id, cancellationToken), id, caller, processes, cancellationToken);

    private static Task<Accepted<ProcessAnswer>> StopAsync(Guid id, Caller caller, OwnedProcessOrders orders, ProcessReader processes, CancellationToken cancellationToken) =>
        AnswerAsync(orders.StopAsync(caller, id, cancellationToken), id, caller, processes, cancellationToken);

    private static Task<Accepted<ProcessAnswer>> PauseAsync(Guid id, Caller caller, OwnedProcessOrders orders, ProcessReader processes, CancellationToken cancellationToken) =>
        AnswerAsync(orders.PauseAsync(caller, id, cancellationToken), id, caller, processes, cancellationToken);

    private static Task<Accepted<ProcessAnswer>> ResumeAsync(Guid id, Caller caller, OwnedProcessOrders orders, ProcessReader processes, CancellationToken cancellationToken) =>
        AnswerAsync(orders.ResumeAsync(caller, id, cancellationToken), id, caller, processes, cancellationToken);

    private static async Task<Accepted<RunAnswer>> RunAsync(Guid id, Caller caller, OwnedProcessOrders orders, CancellationToken cancellationToken)
    {
        var start = await orders.RunAsync(caller, id, cancellationToken);
        var message = start.Existing ? "A run is under way already: this is it." : "The run waits for a Discovery worker.";
        return TypedResults.Accepted($"{ApiConventions.Prefix}/jobs/{start.JobId}", new RunAnswer(start.JobId, start.Status, message, start.Existing));
    }

    private static async Task<Accepted<ProcessAnswer>> AnswerAsync(Task order, Guid id, Caller caller, ProcessReader processes, CancellationToken cancellationToken)
    {
        await order;
        return TypedResults.Accepted(Location(id), await processes.GetAsync(caller, id, cancellationToken));
    }

    private static string Location(Guid id) => $"{ApiConventions.Prefix}/monitoring-processes/{id}";
}
