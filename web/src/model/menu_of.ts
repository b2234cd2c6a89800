import type { Session } from '../api/session_contract';
import type { Page } from './route';

/** The pages everybody has, the public too, in the order they stand in the menu. */
export const openPages = ['map', 'overview', 'changes', 'claims', 'definitions', 'data'] as const satisfies readonly Page[];

/** The pages this person has something to do on, in the order they stand in the menu. */
export function menuOf(session: Session | null): Page[] {
  if (!session?.account) return [...openPages];
  const can = (ability: string) => session.abilities.includes(ability);
  const all: [Page, boolean][] = [
    ...openPages.map((page): [Page, boolean] => [page, true]),
    ['outages', can('outages')],
    ['failures', can('failures')],
    ['commitments', can('commitments')],
    ['plan', can('plan')],
    ['scenarios', can('scenarios')],
    ['choose', can('choices')],
    ['home', session.account.operator !== null],
    ['uploads', can('uploads')],
    ['users', can('users')],
    ['tokens', can('tokens')],
    ['audit', can('audit')],
    ['fields', can('fields')],
    ['account', true],
  ];
  return all.filter(([, shown]) => shown).map(([page]) => page);
}

/** The pages about the account itself: they stand in its own menu alone, unless one is open. */
const personal: readonly Page[] = ['tokens', 'fields', 'account'];

/** The pages in the row on top of a page that is open. */
export function rowOf(session: Session | null, open: Page): Page[] {
  return menuOf(session).filter((page) => page === open || !personal.includes(page));
}

/** The page of the menu that a page belongs to: one of a list belongs to the list. */
export function listOf(page: Page): Page {
  const lists: Partial<Record<Page, Page>> = { upload: 'uploads', outage: 'outages', scenario: 'scenarios', compare: 'scenarios', choice: 'choose' };
  return lists[page] ?? page;
}

/** The pages about the territory: those of everybody, of outages and of planning. Places can be looked for on each. */
export const territory: readonly Page[] = [...openPages, 'outages', 'failures', 'commitments', 'plan', 'scenarios', 'choose'];

/** The map's own menu. */
export function mapMenu(session: Session | null): Page[] {
  return menuOf(session).filter((page) => territory.includes(page));
}
