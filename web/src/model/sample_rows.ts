import type { GapRow, HamletRow, Verdict } from '../api/contract';

/** A hamlet for tests; only what the test speaks of needs saying. */
export function hamlet(known: Partial<HamletRow> = {}): HamletRow {
  return {
    code: 'H1',
    listed: true,
    name: 'Nà Khậu',
    kind: 'thôn',
    commune: { code: '02239', name: 'Xã Thượng Nông' },
    district: { code: '072', name: 'Huyện Na Hang' },
    centre: [105.3, 22.4],
    people: 310,
    households: 71,
    verdict: 'covered',
    class: 3,
    levelDbm: -98.2,
    ...known,
  };
}

/** A gap row whose people and hamlets are given as [covered, partial, none, unknown]. */
export function gapRow(code: string, people: Four, hamlets: Four = [1, 1, 1, 1], name = code): GapRow {
  const population = people.reduce((sum, n) => sum + n, 0);
  return {
    code,
    name,
    level: 'district',
    vintage: '2024',
    parent: '08',
    population,
    households: Math.round(population / 4),
    ...byVerdict(people),
    homes: byVerdict(people.map((n) => Math.round(n / 4)) as Four),
    hamlets: byVerdict(hamlets),
  };
}

type Four = [number, number, number, number];

function byVerdict([covered, partial, none, unknown]: Four): Record<Verdict, number> {
  return { covered, partial, none, unknown };
}
