using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Identity;
using Pipeline.Gateway.Live;

namespace Pipeline.Gateway.Dashboard;

/// <summary>A page that shows what belongs to the person who is signed in, and reads it anew whenever something moves.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private LiveRefresh? _live;

    [Inject]
    private LiveRefreshes Refreshes { get; set; } = default!;

    [Inject]
    private LiveCircuit Circuit { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>The person who looks: everything is read and done in their name.</summary>
    protected Caller Caller { get; private set; } = default!;

    /// <summary>Whose things they see: their own.</summary>
    protected Guid OwnerId => Caller.UserId;

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Whether a process that moved can change what the page shows.</summary>
    protected virtual bool Concerns(Guid processId) => true;

    /// <summary>Reads anew within a second: the end of a process that is stopping rings for nobody.</summary>
    protected void WatchTheEndOf(ProcessStatus status)
    {
        if (status == ProcessStatus.Stopping) _live?.RingWithin(TimeSpan.FromSeconds(1));
    }

    private void Refresh() => _live?.Ring();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() =>
        Caller = Caller.Of((await SignedIn).User) ?? throw new InvalidOperationException("A page that needs a person must ask for authentication.");

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        _live = Refreshes.Start(OwnerId, Concerns, RefreshAsync);
        _live.Ring(); // What moved between the first look and now rang for nobody.
        Circuit.ConnectionUp += Refresh;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Circuit.ConnectionUp -= Refresh;
        if (_live is not null) await _live.DisposeAsync();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // Nobody would see it; the page looks once when the connection is back.
        if (!Circuit.IsUp) return;
        await InvokeAsync(async () =>
        {
            await LoadAsync(cancellationToken);
            StateHasChanged();
        });
    }
}
