import type { Language, Release } from '../api/contract';
import type { HexReading } from '../model/hex/hex_reading';
import { formatLevel, formatNumber } from './format';
import { sayHex } from './hex';
import { operatorName } from './words';

/** What is told of a hex besides its class: level, whose signal is strongest, people. What is not told is left out. */
export function hexParts(language: Language, { levelDbm, operator, people }: HexReading, release: Release): string[] {
  const parts: string[] = [];
  if (levelDbm !== null) parts.push(sayHex(language, 'level', { level: formatLevel(language, levelDbm) }));
  if (operator !== null) parts.push(sayHex(language, 'server', { operator: operatorName(language, release, operator) }));
  if (people !== null) parts.push(sayHex(language, people < 0.5 ? 'fewPeople' : 'people', { people: formatNumber(language, people) }));
  return parts;
}
