#pragma warning disable CA1050 // The runtime looks for this very name (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md).
/// <summary>Being loaded is all that it is for: from then on a service finds this assembly by its name.</summary>
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
    }
}
