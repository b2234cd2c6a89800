import type { Language } from '../api/contract';
import type { Role } from '../api/session_contract';
import { say, type Key } from './say';

const keys: Record<Role, Key> = {
  public: 'rolePublic',
  'operator-viewer': 'roleViewer',
  'operator-editor': 'roleEditor',
  'operator-admin': 'roleOperatorAdmin',
  planner: 'rolePlanner',
  leader: 'roleLeader',
  administrator: 'roleAdministrator',
  auditor: 'roleAuditor',
};

/** A role in words; one that is not known yet is shown as it is. */
export function roleName(language: Language, role: string): string {
  const key = (keys as Record<string, Key | undefined>)[role];
  return key ? say(language, key) : role;
}
