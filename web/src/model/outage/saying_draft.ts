import type { HeardLine, Saying } from '../../api/outage_contract';

/** What is being written of an outage; it is kept until it was sent. */
export interface SayingDraft {
  text: string;
  operator: string;
  cause: string;
  power: string;
  /** As the field has it, on this device's clock: 2026-11-23T14:00. */
  expected: string;
  restored: boolean;
}

export const blankSaying: SayingDraft = { text: '', operator: '', cause: '', power: '', expected: '', restored: false };

/** What is said besides which sites; what is back has no cause any more. */
export function circumstances({ cause, power, expected, restored }: SayingDraft): Saying {
  if (restored) return { restored };
  const back = new Date(expected);
  return {
    ...(cause ? { cause } : {}),
    ...(power.trim() ? { power: power.trim() } : {}),
    ...(expected && !Number.isNaN(back.getTime()) ? { expectedAt: back.toISOString() } : {}),
  };
}

export function sayingOf(draft: SayingDraft): Saying {
  return { text: draft.text, ...(draft.operator ? { operator: draft.operator } : {}), ...circumstances(draft) };
}

/** How a line was understood: all of it, some of it, or nothing. */
export function heardAs({ sites, unsure }: HeardLine): 'known' | 'unsure' | 'nothing' {
  if (unsure.length > 0) return 'unsure';
  return sites.length > 0 ? 'known' : 'nothing';
}

/** The lines that stay to be mended, as they were written. */
export function leftOver(lines: readonly HeardLine[]): string {
  return lines.filter((line) => heardAs(line) !== 'known').map(({ line }) => line).join('\n');
}

/** The lines after a word was settled by tapping what was meant. */
export function settled(lines: readonly HeardLine[], at: number, word: string): HeardLine[] {
  return lines.map((line, i) => {
    if (i !== at) return line;
    const sites = line.unsure.find((each) => each.word === word)?.near.slice(0, 1) ?? [];
    return { ...line, sites: [...line.sites, ...sites], unsure: line.unsure.filter((each) => each.word !== word) };
  });
}
