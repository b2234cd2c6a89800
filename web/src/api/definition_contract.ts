import type { Definition, Words } from './contract';

/** Technologies of which any will do: voice, 3G or better. One technology alone is a set, too. */
export interface TechnologySet extends Words {
  code: string;
  members: string[];
}

/** A definition as the list of them has it. */
export interface ListedDefinition extends Definition {
  source: string;
  /** No longer offered; what was said by it can still be asked. */
  retired: boolean;
  /** Came with the program, was not added by an administrator. */
  builtin: boolean;
}

/** What may be asked for. */
export interface Offer {
  rows: ListedDefinition[];
  technologies: TechnologySet[];
}
