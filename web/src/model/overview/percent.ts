/**
 * A part as percent with one decimal, as the claims are computed; null of
 * nothing. What is not all is never 100, what is not nothing never 0.
 */
export function percent(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  const rounded = Math.round((1000 * part) / whole) / 10;
  if (part < whole) return Math.min(rounded, 99.9) || (part > 0 ? 0.1 : 0);
  return rounded;
}
