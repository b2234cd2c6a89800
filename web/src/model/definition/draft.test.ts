import { describe, expect, it } from 'vitest';
import { blankDefinition, definitionFaults, definitionOf, type DefinitionDraft } from './draft';

const whole: DefinitionDraft = { ...blankDefinition, code: ' people-95 ', vi: 'Từ 95 %', en: 'From 95 %', source: 'QĐ 12', covered: '95', none: '10', levels: { '4G': '−105', '5G': ' ' } };

describe('a definition being written', () => {
  it('says what is missing in the order of the form', () =>
    expect(definitionFaults(blankDefinition)).toEqual(['code', 'vi', 'en', 'source', 'covered', 'none']));
  it('has no share to be covered from by the centre', () =>
    expect(definitionFaults({ ...whole, basis: 'centre', covered: '' })).toEqual([]));
  it('finds a level that is no number', () =>
    expect(definitionFaults({ ...whole, levels: { '4G': 'mạnh' } })).toEqual(['level-4G']));
  it('turns percent to shares, and a level below zero however its minus is written', () =>
    expect(definitionOf(whole)).toEqual({
      code: 'people-95', vi: 'Từ 95 %', en: 'From 95 %', source: 'QĐ 12', basis: 'people', coveredFrom: 0.95, noneBelow: 0.1, levels: { '4G': -105 }, confidence: 0.5,
    }));
  it('reads a level without its minus, with its unit', () => expect(definitionOf({ ...whole, levels: { '4G': '105,5 dBm' } }).levels).toEqual({ '4G': -105.5 }));
});
