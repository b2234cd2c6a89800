import type { Obstacle, PathAnswer } from '../api/path_contract';

/** The ground that takes something from the signal; null where the first Fresnel zone is free. */
export function obstacleOf({ obstacle }: Pick<PathAnswer, 'obstacle'>): Obstacle | null {
  return obstacle && (obstacle.aboveLineM > 0 || obstacle.fresnelFreeShare < 1) ? obstacle : null;
}
