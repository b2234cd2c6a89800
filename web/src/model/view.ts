import type { Language, Verdict } from '../api/contract';

/** What can be laid on the map. */
export const layers = ['coverage', 'gaps', 'hamlets', 'sites', 'borders', 'relief'] as const;
export type Layer = (typeof layers)[number];

export const languages = ['vi', 'en'] as const satisfies readonly Language[];

export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

export const panels = ['gaps', 'hamlets', 'legend', 'sources'] as const;
export type Panel = (typeof panels)[number];

export const verdicts = ['covered', 'partial', 'none', 'unknown'] as const satisfies readonly Verdict[];

/** What the gap table can be ordered by. */
export const columns = ['name', 'population', ...verdicts] as const;
export type Column = (typeof columns)[number];

export type Counting = 'people' | 'hamlets';

/** Where the map looks: degrees on WGS 84 and MapLibre's zoom. */
export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

export interface Order {
  column: Column;
  descending: boolean;
}

/**
 * Everything a person chose. It lives in the URL, whole, so that a link shows
 * another person the same page. Codes are the server's words and are not
 * checked here.
 */
export interface View {
  /** An earlier release by its number; null for the one that readers see. */
  release: string | null;
  technology: string;
  operator: string;
  definition: string;
  hidden: readonly Layer[];
  vintage: string;
  level: 'district' | 'commune';
  /** The unit the table row of which was opened. */
  unit: string | null;
  hamlet: string | null;
  /** The mast whose card is open, by its id, where no hamlet's is. */
  mast: string | null;
  verdict: Verdict | null;
  words: string;
  panel: Panel;
  counting: Counting;
  order: Order;
  language: Language;
  theme: Theme;
  /** Steps of text size from normal, −1…4. */
  text: number;
  camera: Camera | null;
  /** The level, in dBm, the person tries out in place of the definition's; null for none. */
  threshold: number | null;
}

/** How a person likes the page, whatever it shows; remembered between visits. */
export type Taste = Pick<View, 'language' | 'theme' | 'text'>;

export function tasteOf({ language, theme, text }: Taste): Taste {
  return { language, theme, text };
}

/** The page a newcomer sees: the question most asked in the province. */
export const firstView: View = {
  release: null,
  technology: '4G',
  operator: 'any',
  definition: 'centre',
  hidden: ['gaps'],
  vintage: '2024',
  level: 'district',
  unit: null,
  hamlet: null,
  mast: null,
  verdict: null,
  words: '',
  panel: 'gaps',
  counting: 'people',
  order: { column: 'none', descending: true },
  language: 'vi',
  theme: 'auto',
  text: 0,
  camera: null,
  threshold: null,
};
