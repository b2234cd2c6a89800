import type { Verdict } from '../api/contract';

export type ThemeName = 'light' | 'dark' | 'contrast';

/**
 * The colours of one theme that mean something on the map. The classes are
 * sequential in lightness; the verdicts differ in lightness from one another,
 * so that they stay apart for colour-blind eyes and on a grey printer, and are
 * drawn with a shape each besides.
 */
export interface Palette {
  name: ThemeName;
  /** By the server's class code. */
  classes: Record<string, string>;
  verdicts: Record<Verdict, string>;
  /** The line around every verdict symbol. */
  edge: string;
  halo: string;
  /** Outside the territory. */
  ground: string;
  /** Strokes of the patterns for weak and unknown. */
  weakMark: string;
  unknownMark: string;
  border: string;
  borderStrong: string;
  label: string;
  labelSoft: string;
  labelHalo: string;
  site: string;
  siteEdge: string;
  selection: string;
  shadow: string;
  highlight: string;
  /** How strongly the relief shows, 0…1. */
  relief: number;
}

export const palettes: Record<ThemeName, Palette> = {
  light: {
    name: 'light',
    classes: {
      none: '#fdfcfa',
      weak: '#f3f7f1',
      limited: '#cfe9d3',
      fair: '#8fcfbd',
      good: '#44a5ad',
      very_good: '#1f6d92',
      unknown: '#e3e3e1',
    },
    verdicts: { covered: '#3b8fca', partial: '#f5ae23', none: '#7d0f38', unknown: '#eef0f1' },
    edge: '#17222c',
    halo: '#ffffff',
    ground: '#e4e8e6',
    weakMark: '#6f9f93',
    unknownMark: '#9a9a97',
    border: '#6c7a82',
    borderStrong: '#2b3840',
    label: '#17222c',
    labelSoft: '#3d4b55',
    labelHalo: '#ffffff',
    site: '#2c2356',
    siteEdge: '#ffffff',
    selection: '#d4007a',
    shadow: '#33454f',
    highlight: '#ffffff',
    relief: 0.42,
  },
  dark: {
    name: 'dark',
    classes: {
      none: '#0e1418',
      weak: '#131d22',
      limited: '#173d4b',
      fair: '#1b616d',
      good: '#26857f',
      very_good: '#54ae8b',
      unknown: '#2a2f33',
    },
    verdicts: { covered: '#5db6ec', partial: '#ffd166', none: '#d7266a', unknown: '#3a444c' },
    edge: '#06090c',
    halo: '#dfe8ec',
    ground: '#1b2329',
    weakMark: '#3f7570',
    unknownMark: '#7d868c',
    border: '#76868f',
    borderStrong: '#c3ced4',
    label: '#f2f6f8',
    labelSoft: '#cfd9de',
    labelHalo: '#0b1013',
    site: '#f4ecd0',
    siteEdge: '#14100a',
    selection: '#ff6ac1',
    shadow: '#000000',
    highlight: '#7d95a0',
    relief: 0.5,
  },
  contrast: {
    name: 'contrast',
    classes: {
      none: '#000000',
      weak: '#0a0a0a',
      limited: '#1f4a58',
      fair: '#257580',
      good: '#36a296',
      very_good: '#7fd6b0',
      unknown: '#2b2b2b',
    },
    verdicts: { covered: '#66c6ff', partial: '#ffe14d', none: '#ff2f7e', unknown: '#202020' },
    edge: '#000000',
    halo: '#ffffff',
    ground: '#000000',
    weakMark: '#8fc5be',
    unknownMark: '#d0d0d0',
    border: '#c9c9c9',
    borderStrong: '#ffffff',
    label: '#ffffff',
    labelSoft: '#ffffff',
    labelHalo: '#000000',
    site: '#ffffff',
    siteEdge: '#000000',
    selection: '#ffff00',
    shadow: '#000000',
    highlight: '#666666',
    relief: 0.2,
  },
};

/** The palette's colours as custom properties for the page: --class-good, --verdict-none… */
export function paletteProperties(palette: Palette): [name: string, value: string][] {
  return [
    ...Object.entries(palette.classes).map(([code, value]) => [`--class-${code}`, value] as [string, string]),
    ...Object.entries(palette.verdicts).map(([code, value]) => [`--verdict-${code}`, value] as [string, string]),
    ['--mark-weak', palette.weakMark],
    ['--mark-unknown', palette.unknownMark],
    ['--symbol-edge', palette.edge],
    ['--symbol-halo', palette.halo],
    ['--site', palette.site],
    ['--site-edge', palette.siteEdge],
    ['--map-ground', palette.ground],
    ['--map-border', palette.borderStrong],
  ];
}
