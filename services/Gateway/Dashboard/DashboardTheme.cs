using MudBlazor;

namespace Pipeline.Gateway.Dashboard;

/// <summary>Colours and letters, light and dark. No font is loaded: the reader's system has good ones.</summary>
public static class DashboardTheme
{
    /// <summary>The cookie in which the browser's script keeps <c>dark</c> or <c>light</c>.</summary>
    public const string Cookie = "theme";

    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"];

    /// <summary>The one theme.</summary>
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3347b8",
            Secondary = "#0f766e",
            Success = "#116b33",
            Warning = "#a24a08",
            Error = "#c22626",
            Info = "#1d64c4",
            Background = "#f5f6fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2130",
            TextPrimary = "#1b2130",
            TextSecondary = "#566074",
            LinesDefault = "#e3e6ee",
            Divider = "#e3e6ee",
            TableLines = "#e9ecf2",
            TableHover = "#f3f5fb",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#93a4ff",
            PrimaryContrastText = "#10142a",
            Secondary = "#5eead4",
            Success = "#4ade80",
            SuccessContrastText = "#052e16",
            Warning = "#fbbf24",
            WarningContrastText = "#2b1c02",
            Error = "#f87171",
            ErrorContrastText = "#2b0707",
            Info = "#7cb5ff",
            Background = "#12151d",
            Surface = "#1a1f2b",
            AppbarBackground = "#1a1f2b",
            AppbarText = "#e8ebf2",
            TextPrimary = "#e8ebf2",
            TextSecondary = "#a2abbd",
            LinesDefault = "#2c3342",
            Divider = "#2c3342",
            TableLines = "#2c3342",
            TableHover = "#222938",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Letters, FontSize = "0.875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
