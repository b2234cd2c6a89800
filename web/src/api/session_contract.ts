/** Who is asking and what they may see, as the server says it; nothing else decides. */

export const roles = ['operator-viewer', 'operator-editor', 'operator-admin', 'planner', 'leader', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number] | 'public';

export interface NamedCode {
  code: string;
  name: string;
}

export interface Account {
  id: string;
  name: string;
  fullName: string;
  role: Role;
  operator: NamedCode | null;
}

/** A login of the invented sample, offered only by a server that listens to its own machine alone. */
export interface DemoLogin {
  role: Role;
  name: string;
  password: string;
  operator: NamedCode | string | null;
}

export interface Session {
  account: Account | null;
  /** The part of a release this person sees; it stands in the address of every tile. */
  cut: string;
  /** What the person may do: masts, paths, uploads, approve, users, tokens, audit, fields. */
  abilities: string[];
  oidc: { title: string; start: string } | null;
  demo: DemoLogin[] | null;
}

/** One open login of an account. */
export interface OpenSession {
  id: string;
  openedAt: string;
  seenAt: string;
  agent: string;
  address: string;
  current: boolean;
}

export interface Invitation {
  name: string;
  fullName: string;
  role: Role;
  /** The first administrator: the name is theirs to choose. */
  first: boolean;
}
