namespace KubeAssert.Browser.Tests;

/// <summary>Finds text that stands out too little: WCAG 2.2 asks for a contrast of 4.5.</summary>
internal static class Contrast
{
    public const string Script =
        """
        (() => {
          const rgb = color => (color.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = rgb(getComputedStyle(at).backgroundColor);
              if (color.length === 3 || color[3] === 1) return color;
            }
            return [255, 255, 255];
          };
          const faint = new Set();
          for (const element of document.querySelectorAll("body *:not(svg *, script, option)")) {
            if (!Array.from(element.childNodes).some(n => n.nodeType === 3 && n.data.trim())) continue;
            if (element.getClientRects().length === 0) continue;
            const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5) faint.add(`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`);
          }
          return [...faint];
        })()
        """;
}
