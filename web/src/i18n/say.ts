import type { Language } from '../api/contract';
import { en } from './en';
import { formatNumber } from './format';
import { vi, type Key } from './vi';

export type { Key };
export type Fill = Record<string, string | number>;

const catalogues: Record<Language, Record<Key, string>> = { vi, en };

/**
 * Says a sentence of the catalogue, its braces filled: numbers in the
 * language's own digits, {n} choosing between "one|other".
 */
export function say(language: Language, key: Key, fill: Fill = {}): string {
  const [one = '', other = one] = catalogues[language][key].split('|');
  const sentence = fill['n'] === 1 ? one : other;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fill[name] ?? '';
    return typeof value === 'number' ? formatNumber(language, value) : value;
  });
}
