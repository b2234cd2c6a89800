import type { HamletRow } from '../api/contract';
import type { PathOnMap } from '../model/path_on_map';
import type { Label } from '../model/place_labels';
import type { View } from '../model/view';
import type { Palette } from '../theme/palette';

/** What the map needs to know to be drawn; nothing else changes its picture. */
export interface Scene {
  view: Pick<View, 'technology' | 'operator' | 'definition' | 'hidden' | 'vintage' | 'level' | 'unit' | 'hamlet' | 'verdict'>;
  palette: Palette;
  /** Whether territories show the verdicts, because no signal is drawn. Absent: as the view hides the signal. */
  bare?: boolean;
  /** The part of the release this person sees. */
  cut: string;
  release: string;
  /** Scheme, host and prefix of the server, no slash at the end. */
  origin: string;
  /** Layers the release has; a layer that is not there is not asked for. */
  layers: Pick<ReadonlySet<string>, 'has'>;
  /** The classes of the technology, as the server numbers and names them. */
  classes: readonly { class: number; code: string }[];
  /** The hamlets of the list, drawn of what the page knows already; null where it has no list: then their tiles show them. */
  hamlets: readonly Pick<HamletRow, 'code' | 'name' | 'listed' | 'centre' | 'verdict' | 'people'>[] | null;
  districts: readonly Label[];
  communes: readonly Label[];
  /** The way of the signal to the open hamlet; null while no card is open. */
  path: PathOnMap | null;
  /** How much larger than normal text is, 1 = normal. */
  textScale: number;
}

/** The names of the layers on the server that a scene may draw. */
export function layerNames({ view }: Pick<Scene, 'view'>) {
  const network = `${view.technology}-${view.operator}`;
  return {
    coverage: `coverage-${network}`,
    hamlets: `hamlets-${network}-${view.definition}`,
    communes: `communes-${view.vintage}`,
    districts: `districts-${view.vintage}`,
    sites: 'sites',
    relief: 'terrain',
  };
}
export type SourceName = keyof ReturnType<typeof layerNames>;
