import type { Session } from '../api/session_contract';

/** The session of somebody who just logged out, or of whom the server says nothing: the public's. */
export function nobody(before: Session | null): Session {
  return { account: null, cut: 'public', abilities: [], oidc: before?.oidc ?? null, demo: before?.demo ?? null };
}
