import type { Release, Scale, ScaleClass, Words } from '../api/contract';
import { membersOf } from './layers_of';

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
  /** Null of several technologies at once: each is measured in its own way. */
  measure: string | null;
  source: Words;
  /** The level from which there is signal; null of several technologies. */
  covered: number | null;
  /** Best first, as people read it; no signal and unknown last. */
  classes: LegendClass[];
}

/** The number classes without a level carry on the wire. */
const unknownClass = 15;

/** The legend of one technology, or of several of which in each hex the best counts, in the server's words; null for what the release lacks. */
export function legendOf(release: Pick<Release, 'scales' | 'sets'>, technology: string): Legend | null {
  const scales = membersOf(release, technology).flatMap((member) => release.scales.filter((scale) => scale.technology === member));
  const [scale] = scales;
  if (!scale) return null;
  if (scales.length === 1) return legendOfOne(scale);
  const { classes } = legendOfOne(scale);
  const source = { vi: together(scales, 'vi'), en: together(scales, 'en') };
  // The classes are the same words for all, their levels are not.
  return { technology, measure: null, covered: null, source, classes: classes.map((each) => ({ ...each, from: null, to: null })) };
}

/** What all scales come from, each source once. */
function together(scales: Scale[], language: keyof Words): string {
  return [...new Set(scales.map((each) => each.source[language]))].join('; ');
}

function legendOfOne(scale: Scale): Legend {
  const classes = graded(scale).map((each, i, all) => line(each, all[i + 1]?.from ?? null));
  const rest = scale.classes.filter((each) => !isGraded(each)).map((each) => line(each, lowest(scale, each)));
  rest.sort((a, b) => Number(a.class === unknownClass) - Number(b.class === unknownClass));
  const { technology, measure, source, covered } = scale;
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
