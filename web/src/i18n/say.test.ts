import { describe, expect, it } from 'vitest';
import { en } from './en';
import { formatDay, formatLevel, formatNumber, formatShare } from './format';
import { deskEn } from './desk_en';
import { deskVi } from './desk_vi';
import { hexEn } from './hex_en';
import { hexVi } from './hex_vi';
import { say } from './say';
import { uploadEn } from './upload_en';
import { uploadVi } from './upload_vi';
import { vi } from './vi';

const braces = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

type Catalogue = Record<string, string>;
const catalogues: [string, Catalogue, Catalogue][] = [
  ['map', vi, en],
  ['desk', deskVi, deskEn],
  ['upload', uploadVi, uploadEn],
  ['hex', hexVi, hexEn],
];

describe('the catalogues', () => {
  it.each(catalogues)('fill the same braces in both languages (%s)', (_, inVietnamese, inEnglish) => {
    for (const [key, sentence] of Object.entries(inVietnamese)) expect([key, braces(inEnglish[key] ?? '')]).toEqual([key, braces(sentence)]);
  });
  it.each(catalogues)('leave no sentence empty (%s)', (_, ...both) => {
    for (const words of both) for (const sentence of Object.values(words)) expect(sentence.trim()).not.toBe('');
  });
});

describe('saying', () => {
  it('writes numbers as each language does', () => {
    expect(say('vi', 'found', { n: 1733 })).toBe('1.733 thôn');
    expect(say('en', 'found', { n: 1733 })).toBe('1,733 hamlets');
  });
  it('knows one from many', () => expect(say('en', 'found', { n: 1 })).toBe('1 hamlet'));
});

describe('formats', () => {
  it('levels carry a true minus and the language’s decimal mark', () => {
    expect(formatLevel('vi', -113.4, 1)).toBe('−113,4');
    expect(formatLevel('en', -113.4, 1)).toBe('−113.4');
  });
  it('days', () => {
    expect(formatDay('vi', '2026-11-22')).toBe('22/11/2026');
    expect(formatDay('en', '2026-11-22')).toBe('22 November 2026');
    expect(formatDay('vi', 'soon')).toBe('soon');
  });
  it('a share that is not all is never 100 %, one that is not nothing never 0 %', () => {
    const shares = [1, 0.9999, 0.5, 0.0001, 0].map((share) => formatShare('en', share).replace('\u202f', ' '));
    expect(shares).toEqual(['100 %', '99 %', '50 %', '1 %', '0 %']);
  });
  it('thousands', () => expect([formatNumber('vi', 1283), formatNumber('en', 1283)]).toEqual(['1.283', '1,283']));
});
