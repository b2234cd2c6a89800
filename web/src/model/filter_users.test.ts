import { describe, expect, it } from 'vitest';
import type { User } from '../api/admin_contract';
import { filterUsers } from './filter_users';

const user = (name: string, fullName: string, operator: string | null) =>
  ({ name, fullName, role: 'planner', operator: operator === null ? null : { code: operator, name: operator } }) as User;
const all = [user('an', 'Nguyễn Văn Đức', 'Viettel'), user('binh', 'Lê Bình', null)];
const names = (words: string) => filterUsers(all, words, () => 'Quy hoạch').map(({ name }) => name);

describe('finding users', () => {
  it('needs no accents and takes every word', () => {
    expect(names('duc viettel')).toEqual(['an']);
    expect(names('duc binh')).toEqual([]);
    expect(names('quy hoach')).toEqual(['an', 'binh']);
    expect(names('')).toEqual(['an', 'binh']);
  });
});
