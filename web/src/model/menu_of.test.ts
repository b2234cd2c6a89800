import { describe, expect, it } from 'vitest';
import type { Session } from '../api/session_contract';
import { menuOf, openPages, rowOf } from './menu_of';

const nobody: Session = { account: null, cut: 'public', abilities: [], oidc: null, demo: null };
const account = { id: '1', name: 'an', fullName: 'An', role: 'operator-editor', operator: { code: 'viettel', name: 'Viettel' } } as const;

describe('the menu', () => {
  it('has the pages of everybody for the public', () => {
    expect(menuOf(null)).toEqual(openPages);
    expect(menuOf({ ...nobody, abilities: ['users'] })).toEqual(openPages);
  });
  it('follows what the server allows', () =>
    expect(menuOf({ ...nobody, account, abilities: ['uploads', 'fields'] })).toEqual([...openPages, 'home', 'uploads', 'fields', 'account']));
  it('leaves what is about the account to its own menu, but for the page that is open', () => {
    const session: Session = { ...nobody, account, abilities: ['uploads', 'tokens', 'fields'] };
    expect(rowOf(session, 'uploads')).toEqual([...openPages, 'home', 'uploads']);
    expect(rowOf(session, 'tokens')).toEqual([...openPages, 'home', 'uploads', 'tokens']);
  });
  it('has no home of an operator for those without one', () =>
    expect(menuOf({ ...nobody, account: { ...account, operator: null }, abilities: ['users', 'audit'] })).toEqual([...openPages, 'users', 'audit', 'account']));
});
