import type { Point } from '../api/contract';
import type { PathAnswer } from '../api/path_contract';
import { obstacleOf } from './obstacle_of';

/** What a path leaves on the map: a line from the mast to the place and where it is blocked. */
export interface PathOnMap {
  line: readonly [mast: Point, place: Point];
  obstacle: Point | null;
}

export function pathOnMap(path: Pick<PathAnswer, 'from' | 'to' | 'obstacle'>): PathOnMap {
  return { line: [path.from.position, path.to.position], obstacle: obstacleOf(path)?.position ?? null };
}
