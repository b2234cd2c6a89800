/** Red, green and blue, each 0…1 and linear in light. */
export type Linear = readonly [number, number, number];

/** Reads "#rrggbb". */
export function linearOf(hex: string): Linear {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance as WCAG 2.2 defines it, 0…1. */
function luminance([r, g, b]: Linear): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2's contrast ratio of two colours, 1…21. */
export function contrast(a: string, b: string): number {
  const [la, lb] = [luminance(linearOf(a)), luminance(linearOf(b))];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

/** CIE L*, 0…100: what is left of a colour on a grey printer. */
export function lightness(colour: Linear): number {
  const y = Math.max(0, luminance(colour));
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}

/** What an eye without green cones makes of a colour (Machado, Oliveira, Fernandes 2009, severity 1). */
export function asDeuteranope([r, g, b]: Linear): Linear {
  return [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b,
  ];
}

/** Distance in CIE L*a*b* (1976): 2.3 is just noticeable, 20 is plainly another colour. */
export function distance(a: Linear, b: Linear): number {
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function lab([r, g, b]: Linear): readonly [number, number, number] {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
