import type { Words } from './contract';
import type { Account, NamedCode } from './session_contract';

/** What administrators and auditors read. Times are ISO 8601. */

export interface User extends Account {
  disabled: boolean;
  createdAt: string;
  lastLogin: string | null;
}

export interface NewUser {
  name: string;
  fullName: string;
  role: string;
  operator: string | null;
}

export type UserChange = Partial<{ role: string; operator: string | null; fullName: string; disabled: boolean }>;

export interface Token {
  id: string;
  title: string;
  /** Login name of whose power it lends. */
  account?: string;
  operator: NamedCode | string | null;
  scopes: string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsed: string | null;
  revoked: boolean | string | null;
}

export interface NewToken {
  title: string;
  operator: string | null;
  scopes: string[];
  days: number;
}

/** One thing somebody did. The hash covers this entry and the one before. */
export interface AuditEntry {
  id: string | number;
  at: string;
  actor: string;
  address: string;
  action: string;
  object: string;
  detail: Record<string, string> | null;
  hash: string;
}

export interface AuditPage {
  rows: AuditEntry[];
  next: string | number | null;
  verified: { entries: number; intact: boolean };
}

interface Code extends Words {
  code: string;
}

/** Which audience sees which field of a site. */
export interface FieldTable {
  fields: Code[];
  audiences: Code[];
  sees: Record<string, string[] | undefined>;
}
