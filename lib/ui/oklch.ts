/** Colour arithmetic for checking contrast: tokens here, a tenant's brand colour later. */

export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** Reads `oklch(0.5 0.1 200)` or with `/ alpha` (which is ignored); null for anything else. */
export function parseOklch(text: string): Oklch | null {
  const parts = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)/.exec(text.trim());
  if (!parts) return null;
  const [l, c, h] = parts.slice(1).map(Number);
  return l === undefined || c === undefined || h === undefined ? null : { l, c, h };
}

/** WCAG 2 contrast of two colours, 1 to 21. Colours outside sRGB are clipped, as a screen does. */
export function contrast(a: Oklch, b: Oklch): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** OKLab to linear sRGB by Björn Ottosson's matrices, then relative luminance. */
function luminance({ l, c, h }: Oklch): number {
  const angle = (h * Math.PI) / 180;
  const a = c * Math.cos(angle);
  const b = c * Math.sin(angle);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function clip(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
