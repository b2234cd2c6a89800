import type { HamletRow, Point, Unit } from '../api/contract';

/** A unit's name and the point on the map it is written at. */
export interface Label {
  code: string;
  name: string;
  at: Point;
  /** People of its hamlets: the larger one is written first. */
  weight: number;
}

/**
 * Places one label for each unit: at the centre of the hamlet nearest to the
 * middle of its hamlets, so that a name always stands on inhabited ground of
 * its own unit and never twice, however the tiles cut the polygon.
 */
export function placeLabels(hamlets: readonly HamletRow[], unitOf: (hamlet: HamletRow) => Unit | null): Label[] {
  const groups = new Map<string, { unit: Unit; members: HamletRow[] }>();
  for (const hamlet of hamlets) {
    const unit = unitOf(hamlet);
    if (!unit) continue;
    const group = groups.get(unit.code) ?? { unit, members: [] };
    group.members.push(hamlet);
    groups.set(unit.code, group);
  }
  return [...groups.values()].map(({ unit, members }) => ({
    code: unit.code,
    name: unit.name,
    at: nearest(middle(members), members),
    weight: members.reduce((sum, hamlet) => sum + (hamlet.people ?? 0), 0),
  }));
}

function middle(hamlets: readonly HamletRow[]): Point {
  const sum = hamlets.reduce(([x, y], { centre }) => [x + centre[0], y + centre[1]] as const, [0, 0] as Point);
  return [sum[0] / hamlets.length, sum[1] / hamlets.length];
}

function nearest([lon, lat]: Point, hamlets: readonly HamletRow[]): Point {
  let best: Point = [lon, lat];
  let least = Infinity;
  for (const { centre } of hamlets) {
    const squared = (centre[0] - lon) ** 2 + (centre[1] - lat) ** 2;
    if (squared < least) [best, least] = [centre, squared];
  }
  return best;
}
