import type { RoamingRow } from '../../api/outage_contract';

/** What one operator's customers would get back by roaming. */
export interface RoamingSum {
  operator: string;
  hamlets: number;
  people: number;
  /** Who could take them, those who reach the most of the hamlets first. */
  by: string[];
}

/** Roaming candidates operator by operator: those who lose the most people first. A hamlet counts for each operator it lost. */
export function roamingSums(rows: readonly RoamingRow[]): RoamingSum[] {
  const operators = [...new Set(rows.flatMap(({ lost }) => lost))];
  const sums = operators.map((operator): RoamingSum => {
    const mine = rows.filter(({ lost }) => lost.includes(operator));
    const reach = new Map<string, number>();
    for (const code of mine.flatMap(({ by }) => by)) reach.set(code, (reach.get(code) ?? 0) + 1);
    const by = [...reach].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([code]) => code);
    return { operator, hamlets: mine.length, people: mine.reduce((sum, { people }) => sum + (people ?? 0), 0), by };
  });
  return sums.sort((a, b) => b.people - a.people || a.operator.localeCompare(b.operator));
}
