import type { Token } from '../api/admin_contract';

/** Whether a token still opens the door at a moment, in milliseconds since 1970. */
export function tokenState({ revoked, expiresAt }: Pick<Token, 'revoked' | 'expiresAt'>, now: number): 'valid' | 'revoked' | 'expired' {
  if (revoked) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'valid';
}
