import { roles, type Account, type Role } from '../api/session_contract';

/** Whether accounts of a role belong to one operator. */
export function ofOperator(role: string): boolean {
  return role.startsWith('operator-');
}

/** The roles this account may give: an operator's admin only those of operators. */
export function rolesFor(account: Account | null): Role[] {
  return account && ofOperator(account.role) ? roles.filter(ofOperator) : [...roles];
}
