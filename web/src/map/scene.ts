import type { HamletRow } from '../api/contract';
import type { Layers } from '../model/layers_of';
import type { PathOnMap } from '../model/path_on_map';
import type { Label } from '../model/place_labels';
import type { View } from '../model/view';
import type { Palette } from '../theme/palette';

/** What the map needs to know to be drawn; nothing else changes its picture. */
export interface Scene {
  view: Pick<View, 'technology' | 'operator' | 'definition' | 'hidden' | 'vintage' | 'level' | 'unit' | 'hamlet' | 'mast' | 'verdict'>;
  palette: Palette;
  /** Whether territories show the verdicts, because no signal is drawn. Absent: as the view hides the signal. */
  bare?: boolean;
  /** The part of the release this person sees. */
  cut: string;
  release: string;
  /** Scheme, host and prefix of the server, no slash at the end. */
  origin: string;
  /** Layers the release has; a layer that is not there is not asked for. */
  layers: Layers;
  /** The technologies of the question, of which any will do. */
  technologies: readonly string[];
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

/** Whether territories show the verdicts. */
export const isBare = ({ bare, view }: Pick<Scene, 'bare' | 'view'>): boolean => bare ?? view.hidden.includes('coverage');

/** The names of the layers on the server that a scene may draw; of those it does not draw there is no name. */
export function layerNames(scene: Pick<Scene, 'bare' | 'view' | 'hamlets'>) {
  const { view } = scene;
  const network = `${view.technology}-${view.operator}`;
  // Verdicts, names and people are in the list: where there is one, borders are all that tiles need to say.
  const plain = scene.hamlets !== null && view.verdict === null && !isBare(scene);
  return {
    coverage: `coverage-${network}`,
    hamlets: plain ? 'territories' : `hamlets-${network}-${view.definition}`,
    borders: `borders-${view.vintage}`,
    ...(view.unit === null ? {} : { communes: `communes-${view.vintage}`, districts: `districts-${view.vintage}` }),
    ...(view.hidden.includes('gaps') ? {} : { gaps: `gaps-${network}` }),
    sites: 'sites',
    relief: 'hills',
  };
}
export type SourceName = keyof Required<ReturnType<typeof layerNames>>;
