import type { Language, Release } from '../api/contract';
import type { HexReading } from '../model/hex/hex_reading';
import { formatLevel, formatNumber } from './format';
import { sayHex } from './hex';
import { operatorName } from './words';

/** What is told of a hex besides its class: level, whose signal is strongest, people. What is not told is left out. */
export function hexParts(language: Language, { levelDbm, operator, technology, people }: HexReading, release: Release): string[] {
  const parts: string[] = [];
  if (levelDbm !== null) {
    const level = formatLevel(language, levelDbm);
    const measure = release.scales.find((scale) => scale.technology === technology)?.measure;
    parts.push(technology !== null && measure ? sayHex(language, 'levelOf', { technology, level, measure }) : sayHex(language, 'level', { level }));
  }
  if (operator !== null) parts.push(sayHex(language, 'server', { operator: operatorName(language, release, operator) }));
  if (people !== null) parts.push(sayHex(language, people < 0.5 ? 'fewPeople' : 'people', { people: formatNumber(language, people) }));
  return parts;
}
