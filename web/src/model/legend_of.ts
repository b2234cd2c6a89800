import type { Release, Scale, ScaleClass, Words } from '../api/contract';

/** One line of the legend. To is the level the class ends below; null: no bound on that side. */
export interface LegendClass {
  code: string;
  class: number;
  vi: string;
  en: string;
  covered: boolean;
  from: number | null;
  to: number | null;
}

export interface Legend {
  technology: string;
  measure: string;
  source: Words;
  covered: number;
  /** Best first, as people read it; no signal and unknown last. */
  classes: LegendClass[];
}

/** The number classes without a level carry on the wire. */
const unknownClass = 15;

/** The legend of one technology in the server's words; null for a technology the release lacks. */
export function legendOf(release: Release, technology: string): Legend | null {
  const scale = release.scales.find((s) => s.technology === technology);
  if (!scale) return null;
  const classes = graded(scale).map((each, i, all) => line(each, all[i + 1]?.from ?? null));
  const rest = scale.classes.filter((each) => !isGraded(each)).map((each) => line(each, lowest(scale, each)));
  rest.sort((a, b) => Number(a.class === unknownClass) - Number(b.class === unknownClass));
  const { measure, source, covered } = scale;
  return { technology, measure, source, covered, classes: [...classes.reverse(), ...rest] };
}

/** The class of one number, as the scale names it. */
export function classNamed(legend: Legend | null, number: number): LegendClass | undefined {
  return legend?.classes.find((each) => each.class === number);
}

function isGraded(each: ScaleClass): boolean {
  return typeof each.from === 'number' && each.code !== 'none' && each.code !== 'unknown';
}

function graded(scale: Scale): ScaleClass[] {
  return scale.classes.filter(isGraded).sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
}

/** No signal ends where the weakest class starts; unknown has no level at all. */
function lowest(scale: Scale, each: ScaleClass): number | null {
  return each.class === unknownClass ? null : (graded(scale)[0]?.from ?? null);
}

function line({ code, class: number, vi, en, covered, from }: ScaleClass, to: number | null): LegendClass {
  const bound = code === 'none' || code === 'unknown' ? null : (from ?? null);
  return { code, class: number, vi, en, covered, from: bound, to };
}
