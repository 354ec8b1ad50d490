using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
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

    /// <summary>The person who looks: everything is read in their name.</summary>
    protected Guid OwnerId { get; private set; }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Whether a process that moved can change what the page shows.</summary>
    protected virtual bool Concerns(Guid processId) => true;

    /// <summary>Reads anew soon, after a person's own act.</summary>
    protected void Refresh() => _live?.Ring();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var id = (await SignedIn).User.FindFirstValue(ClaimTypes.NameIdentifier);
        OwnerId = Guid.TryParse(id, out var owner) ? owner : throw new InvalidOperationException("The sign-in names no user.");
    }

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
