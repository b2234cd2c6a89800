import type { Language } from '../api/contract';
import { en } from './en';
import { formatNumber } from './format';
import { vi, type Key } from './vi';

export type { Key };
export type Fill = Record<string, string | number>;

/**
 * Makes a voice of two catalogues. It says a sentence by its key, the braces
 * filled: numbers in the language's own digits, {n} choosing between
 * "one|other".
 */
export function sayer<K extends string>(catalogues: Record<Language, Record<K, string>>) {
  return (language: Language, key: K, fill: Fill = {}): string => {
    const [one = '', other = one] = catalogues[language][key].split('|');
    const sentence = fill['n'] === 1 ? one : other;
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = fill[name] ?? '';
      return typeof value === 'number' ? formatNumber(language, value) : value;
    });
  };
}

/** Says what the map and the frame of all pages say. */
export const say = sayer<Key>({ vi, en });
