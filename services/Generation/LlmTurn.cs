using Microsoft.Extensions.Options;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Llm;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>Takes one of the calls that a provider allows at the same time, where it limits them.</summary>
public sealed class LlmTurn(LlmSlots slots, IOptions<LlmOptions> options)
{
    /// <summary>What a person is told who finds none free.</summary>
    internal const string AllTaken = "All calls that the provider allows at the same time (maxConcurrency) are in use: try again shortly.";

    /// <summary>A slot outlives the longest call a little, so that a dead worker's comes free by itself.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Takes a slot; null: all are taken. Disposing gives it back.</summary>
    internal async Task<IAsyncDisposable?> TakeAsync(LlmProvider provider, Guid recordId, CancellationToken cancellationToken)
    {
        if (provider.Settings.MaxConcurrency is not { } max) return Unlimited.Instance;
        var number = await slots.TakeAsync(provider.Id, max, recordId, options.Value.Timeout + Margin, cancellationToken);
        return number is null ? null : new Slot(slots, provider.Id, number.Value, recordId);
    }

    private sealed class Slot(LlmSlots slots, Guid providerId, int number, Guid recordId) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await slots.ReleaseAsync(providerId, number, recordId, CancellationToken.None);
    }

    private sealed class Unlimited : IAsyncDisposable
    {
        public static readonly Unlimited Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
