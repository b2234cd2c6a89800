import type { User } from '../api/admin_contract';
import { foldText } from './fold_text';

/** The users in whose name, role or operator every word is found, typed with accents or without. */
export function filterUsers(users: readonly User[], words: string, roleName: (role: string) => string): User[] {
  const wanted = foldText(words).split(' ').filter(Boolean);
  return users.filter((user) => {
    const text = foldText([user.name, user.fullName, roleName(user.role), user.operator?.name ?? ''].join(' '));
    return wanted.every((word) => text.includes(word));
  });
}
