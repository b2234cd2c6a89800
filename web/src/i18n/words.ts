import type { Definition, Language, Release, Verdict } from '../api/contract';
import type { LegendClass } from '../model/legend_of';
import { formatLevel } from './format';
import { say, type Key } from './say';

const verdictKeys: Record<Verdict, Key> = {
  covered: 'verdictCovered',
  partial: 'verdictPartial',
  none: 'verdictNone',
  unknown: 'verdictUnknown',
};

export function verdictWord(language: Language, verdict: Verdict): string {
  return say(language, verdictKeys[verdict]);
}

/** What a list did not say and was assumed; a code that is not known yet is shown as it is. */
export function assumptionName(language: Language, code: string): string {
  const keys: Record<string, Key> = {
    azimuth: 'assumedAzimuth',
    height: 'assumedHeight',
    power: 'assumedPower',
    tilt: 'assumedTilt',
    frequency: 'assumedFrequency',
  };
  const key = keys[code];
  return key ? say(language, key) : code;
}

export function operatorName(language: Language, release: Release | null, code: string): string {
  if (code === 'any') return say(language, 'anyOperator');
  return release?.operators.find((operator) => operator.code === code)?.name ?? code;
}

/** A definition in a few words, by what it counts; the server's sentence says the rest. */
export function definitionName(language: Language, definition: Definition | undefined, code: string): string {
  if (definition?.builtin === false) return definition[language];
  const keys: Record<string, Key> = { centre: 'basisCentre', people: 'basisPeople', area: 'basisArea' };
  const key = keys[definition?.basis ?? code];
  return key ? say(language, key) : (definition?.[language] ?? code);
}

/** The levels of a class: "−105 đến dưới −95 dBm". */
export function boundsText(language: Language, { from, to }: LegendClass): string {
  const level = (dBm: number) => formatLevel(language, dBm);
  if (from !== null && to !== null) return say(language, 'legendBetween', { from: level(from), to: level(to) });
  if (from !== null) return say(language, 'legendFrom', { from: level(from) });
  if (to !== null) return say(language, 'legendBelow', { to: level(to) });
  return say(language, 'legendNoLevel');
}

/** A hamlet's full name: its kind before it, unless the name says it already. */
export function hamletName({ kind, name }: { kind: string; name: string }): string {
  const said = name.toLocaleLowerCase('vi').startsWith(kind.toLocaleLowerCase('vi'));
  return sentenceCase(said || !kind ? name : `${kind} ${name}`);
}

/** A phrase as it stands at the start of a line. */
export function sentenceCase(phrase: string): string {
  return phrase.charAt(0).toLocaleUpperCase('vi') + phrase.slice(1);
}

/** A technology, or a set of them, in a word or two: "4G", "thoại". */
export function setName(language: Language, code: string): string {
  return code === 'voice' ? say(language, 'voice') : code;
}

/** What a technology or a set of them is, in the server's words where they say more than the code. */
export function technologyWords(language: Language, release: Release, code: string): string {
  return release.sets?.find((set) => set.code === code)?.[language] ?? code;
}
