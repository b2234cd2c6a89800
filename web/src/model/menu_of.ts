import type { Session } from '../api/session_contract';
import type { Page } from './route';

/** The pages this person has something to do on, in the order they stand in the menu. */
export function menuOf(session: Session | null): Page[] {
  if (!session?.account) return ['map'];
  const can = (ability: string) => session.abilities.includes(ability);
  const all: [Page, boolean][] = [
    ['map', true],
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
