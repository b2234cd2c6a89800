/**
 * A part as percent with one decimal; null of nothing. It is rounded down, as
 * the claims are: no more is ever promised than there is. What is not nothing
 * is never 0.
 */
export function percent(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  return Math.max(Math.floor((1000 * part) / whole) / 10, part > 0 ? 0.1 : 0);
}
