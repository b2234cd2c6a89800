import type { Verdict } from '../api/contract';
import colours from './palettes.json';

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

/** The server draws its own style documents with these, too. */
export const palettes: Record<ThemeName, Palette> = { light: colours.light as Palette, dark: colours.dark as Palette, contrast: colours.contrast as Palette };

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
