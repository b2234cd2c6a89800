import type { Point } from '../../api/contract';
import type { Radio, SiteChange } from '../../api/scenario_contract';

/** One operator's equipment at one place, as lists and changes name it. */
export interface Mast {
  operator: string;
  site: string;
}

export type Changes = readonly SiteChange[];

export const sameMast = (a: Mast, b: Mast) => a.operator === b.operator && a.site === b.site;

/** What is said of a mast, or nothing. */
export function changeOf(changes: Changes, mast: Mast, kind: SiteChange['kind']): SiteChange | undefined {
  return changes.find((change) => change.kind === kind && sameMast(change, mast));
}

/** A code for a new mast that none of the changes uses for this operator. */
export function freshCode(changes: Changes): string {
  let n = 1;
  while (changes.some(({ site }) => site === `NEW-${n}`)) n++;
  return `NEW-${n}`;
}

export function addMast(changes: Changes, mast: Omit<SiteChange, 'kind'>): Changes {
  return [...changes, { ...mast, kind: 'add' }];
}

/** Puts a mast elsewhere: a new one is simply put up there, one that stands is moved. */
export function moveMast(changes: Changes, mast: Mast, to: Point): Changes {
  if (changeOf(changes, mast, 'add')) return replaced(changes, mast, 'add', (change) => ({ ...change, at: to }));
  return put(changes, { kind: 'move', operator: mast.operator, site: mast.site, at: to });
}

/** What a mast is to radiate, and from which height; absent is as it is, or the usual. */
export interface Equipment {
  heightM?: number;
  radio?: Radio[];
}

export function equipMast(changes: Changes, mast: Mast, { heightM, radio }: Equipment): Changes {
  const fitted = { ...(heightM !== undefined ? { heightM } : {}), ...(radio && radio.length > 0 ? { radio } : {}) };
  if (changeOf(changes, mast, 'add')) {
    return replaced(changes, mast, 'add', ({ heightM: _height, radio: _radio, ...rest }) => ({ ...rest, ...fitted }));
  }
  if (Object.keys(fitted).length === 0) return changes.filter((change) => change.kind !== 'change' || !sameMast(change, mast));
  return put(changes, { kind: 'change', operator: mast.operator, site: mast.site, ...fitted });
}

/** Takes a mast down: a new one was never there, of one that stands nothing else need be said. */
export function removeMast(changes: Changes, mast: Mast): Changes {
  const rest = forgetMast(changes, mast);
  return changeOf(changes, mast, 'add') ? rest : [...rest, { kind: 'remove', operator: mast.operator, site: mast.site }];
}

/** Leaves a mast as it is in the release. */
export function forgetMast(changes: Changes, mast: Mast): Changes {
  return changes.filter((change) => !sameMast(change, mast));
}

/** Gives a new mast another operator or code; null where that one is taken. */
export function renameMast(changes: Changes, mast: Mast, next: Mast): Changes | null {
  if (changes.some((change) => sameMast(change, next))) return null;
  return replaced(changes, mast, 'add', (change) => ({ ...change, ...next }));
}

/** The masts that are spoken of, each once, in the order they came up. */
export function mastsOf(changes: Changes): { mast: Mast; changes: SiteChange[] }[] {
  const all: { mast: Mast; changes: SiteChange[] }[] = [];
  for (const change of changes) {
    const known = all.find(({ mast }) => sameMast(mast, change));
    if (known) known.changes.push(change);
    else all.push({ mast: { operator: change.operator, site: change.site }, changes: [change] });
  }
  return all;
}

function replaced(changes: Changes, mast: Mast, kind: SiteChange['kind'], by: (change: SiteChange) => SiteChange): Changes {
  return changes.map((change) => (change.kind === kind && sameMast(change, mast) ? by(change) : change));
}

/** Sets what is said of a mast in one respect; one that was to be taken down stays then. */
function put(changes: Changes, change: SiteChange): Changes {
  const kept = changes.filter((each) => each.kind !== 'remove' || !sameMast(each, change));
  return changeOf(kept, change, change.kind) ? replaced(kept, change, change.kind, () => change) : [...kept, change];
}
