import type { GapRow } from '../../api/contract';
import type { Ranking } from './inquiry';

/** A unit as the ranked table shows it: hamlets by verdict, and the people of dark and partial ones. */
export interface Rank {
  row: GapRow;
  hamlets: number;
  people: number;
  /** Its place, 1 for the worst; units that are alike share one. Null where nothing is missing. */
  place: number | null;
}

const vietnamese = new Intl.Collator('vi', { numeric: true });

/**
 * Ranks units by what is missing: dark hamlets, then partial ones, then the
 * people of both. The places stay, however the table is ordered.
 */
export function rank(rows: readonly GapRow[], by: Ranking, descending: boolean): Rank[] {
  const worst = rows.map((row) => ({ row, hamlets: allOf(row), people: row.none + row.partial })).sort((a, b) => missing(b, a) || byName(a, b));
  let place = 0;
  const placed = worst.map((each, i): Rank => {
    const before = worst[i - 1];
    if (!before || missing(before, each) !== 0) place = i + 1;
    const whole = each.row.hamlets.none + each.row.hamlets.partial === 0;
    return { ...each, place: whole ? null : place };
  });
  const direction = descending ? -1 : 1;
  if (by === 'none' && descending) return placed;
  return placed.sort((a, b) => direction * (by === 'name' ? byName(a, b) : figure(a, by) - figure(b, by)) || byName(a, b));
}

function figure({ row, hamlets, people }: Rank, by: Exclude<Ranking, 'name'>): number {
  if (by === 'hamlets') return hamlets;
  return by === 'people' ? people : row.hamlets[by];
}

type Bare = Omit<Rank, 'place'>;

function missing(a: Bare, b: Bare): number {
  return a.row.hamlets.none - b.row.hamlets.none || a.row.hamlets.partial - b.row.hamlets.partial || a.people - b.people;
}

function byName(a: Bare, b: Bare): number {
  return vietnamese.compare(a.row.name, b.row.name) || (a.row.code < b.row.code ? -1 : 1);
}

/** How many hamlets a unit has. */
export function allOf({ hamlets: { covered, partial, none, unknown } }: Pick<GapRow, 'hamlets'>): number {
  return covered + partial + none + unknown;
}
