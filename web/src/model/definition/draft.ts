import type { Basis, NewDefinition } from '../../api/definition_contract';
import { numberOf } from '../overview/claim_draft';

/** A definition while it is being written: everything as the form has it, shares in percent. */
export interface DefinitionDraft {
  code: string;
  vi: string;
  en: string;
  source: string;
  basis: Basis;
  covered: string;
  none: string;
  confidence: string;
  levels: Record<string, string>;
}

export const blankDefinition: DefinitionDraft = { code: '', vi: '', en: '', source: '', basis: 'people', covered: '', none: '', confidence: '50', levels: {} };

export type DefinitionFault = 'code' | 'vi' | 'en' | 'source' | 'covered' | 'none' | 'confidence' | `level-${string}`;

/** What is missing or is no number, in the order of the form; what is out of bounds the server says. */
export function definitionFaults(draft: DefinitionDraft): DefinitionFault[] {
  const words = (['code', 'vi', 'en', 'source'] as const).filter((field) => draft[field].trim() === '');
  const asked = draft.basis === 'centre' ? (['none', 'confidence'] as const) : (['covered', 'none', 'confidence'] as const);
  const numbers = asked.filter((field) => numberOf(draft[field]) === null);
  const levels = written(draft).filter(([, level]) => levelOf(level) === null);
  return [...words, ...numbers, ...levels.map(([technology]): DefinitionFault => `level-${technology}`)];
}

/** The definition of a draft without faults. */
export function definitionOf(draft: DefinitionDraft): NewDefinition {
  const share = (percent: string) => (numberOf(percent) ?? 0) / 100;
  return {
    code: draft.code.trim(),
    vi: draft.vi.trim(),
    en: draft.en.trim(),
    source: draft.source.trim(),
    basis: draft.basis,
    coveredFrom: draft.basis === 'centre' ? 0 : share(draft.covered),
    noneBelow: share(draft.none),
    levels: Object.fromEntries(written(draft).map(([technology, level]) => [technology, levelOf(level) ?? 0])),
    confidence: share(draft.confidence),
  };
}

const written = ({ levels }: DefinitionDraft) => Object.entries(levels).filter(([, level]) => level.trim() !== '');

/** A level as people write it: -105, −105 or 105, always below 0 dBm; null for anything else. */
function levelOf(text: string): number | null {
  const value = numberOf(text.trim().replace(/^[-−–]/, '').replace(/\s*dBm$/i, ''));
  return value === null ? null : -value;
}
