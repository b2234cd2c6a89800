/** A point of the curve: what is spent, and what is reached for it. */
export interface CurvePoint {
  spent: number;
  value: number;
}

/**
 * The curve of what each further mast adds, in a box `width` by `height` with
 * its zero below on the left, and the height of the bound. No picks, no curve.
 */
export function gainCurve(points: readonly CurvePoint[], bound: number, width: number, height: number) {
  const last = points.at(-1);
  const most = Math.max(bound, last?.value ?? 0);
  if (!last || most <= 0 || last.spent <= 0) return null;
  const x = (spent: number) => Math.round((spent / last.spent) * width * 10) / 10;
  const y = (value: number) => Math.round((1 - value / most) * height * 10) / 10;
  const marks = points.map(({ spent, value }) => ({ x: x(spent), y: y(value) }));
  return { line: [`M0 ${height}`, ...marks.map((mark) => `L${mark.x} ${mark.y}`)].join(''), marks, bound: y(bound) };
}
