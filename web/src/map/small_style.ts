import type { StyleSpecification } from 'maplibre-gl';
import type { Scene } from './scene';
import { styleOf } from './style';

/** What only crowds a map the size of a hand: covered dots, and borders between hamlets. */
const crowding: readonly string[] = ['hamlet-dots', 'hamlet-borders', 'hamlet-hover'];

/** The map of a scene, for a small frame: territories by verdict, the gaps marked. */
export function smallStyle(scene: Scene): StyleSpecification {
  const style = styleOf(scene);
  return { ...style, layers: style.layers.filter(({ id }) => !crowding.includes(id)) };
}
