using Microsoft.Playwright;

namespace Pipeline.EndToEnd.Screens;

/// <summary>Whether people can read what a page shows: the contrast that WCAG 2.2 asks for on level AA.</summary>
internal static class Contrast
{
    /// <summary>Looks at every text in sight, once no colour is changing any more. A background may be a translucent tint over others; what is disabled doesn't count.</summary>
    private const string Script = """
        async () => {
          const passing = () => document.getAnimations().filter(change => change.playState === 'running' && change.effect?.getComputedTiming().endTime !== Infinity);
          const frame = () => new Promise(requestAnimationFrame);
          do {
            await Promise.allSettled(passing().map(change => change.finished));
            await frame();
            await frame();
          } while (passing().length > 0);
          const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = color => {
            brush.clearRect(0, 0, 1, 1);
            brush.fillStyle = color;
            brush.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
          const behind = element => element ? over(rgba(getComputedStyle(element).backgroundColor), behind(element.parentElement)) : [255, 255, 255];
          const luminance = color => color.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ratio = element => {
            const below = behind(element);
            const [high, low] = [luminance(over(rgba(getComputedStyle(element).color), below)), luminance(below)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          };
          const needed = style => {
            const size = parseFloat(style.fontSize);
            return size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
          };
          return [...document.querySelectorAll('body *')]
            .filter(element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
            .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest(':disabled, .mud-disabled, script, style'))
            .filter(element => ratio(element) < needed(getComputedStyle(element)))
            .map(element => `${ratio(element).toFixed(2)} ${element.textContent.trim().slice(0, 60)}`);
        }
        """;

    /// <summary>The texts that are too faint, with their contrast.</summary>
    public static async Task<IReadOnlyList<string>> FaintAsync(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
