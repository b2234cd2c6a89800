/**
 * Round numbers (1, 2 or 5 × 10ⁿ apart) from `from` to `to`, both included where
 * they are round, at most `most` + 1 of them; none where there is no span.
 */
export function roundTicks(from: number, to: number, most: number): number[] {
  const span = to - from;
  if (!(span > 0) || !(most >= 1)) return [];
  const least = span / most;
  const decade = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((n) => n * decade >= least * (1 - 1e-9)) ?? 10) * decade;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
