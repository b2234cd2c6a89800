import { describe, expect, it } from 'vitest';
import { filterHamlets } from './filter_hamlets';
import { foldText } from './fold_text';
import { hamlet } from './sample_rows';

const everything = { verdict: null, words: '', unit: null };
const khau = hamlet({ code: 'H1', name: 'Nà Khậu', verdict: 'none' });
const dong = hamlet({ code: 'H2', name: 'Đồng Rôm', commune: { code: '02434', name: 'Xã Lực Hành' }, district: null });

describe('folding', () => {
  it.each([
    ['Nà Khậu', 'na khau'],
    ['Đồng Ưởng', 'dong uong'],
    ['  Tổ dân phố  12 ', 'to dan pho 12'],
    ['Na\u0300 Kha\u0323\u0302u', 'na khau'],
  ])('%s is found as %s', (text, folded) => expect(foldText(text)).toBe(folded));
});

describe('filtering hamlets', () => {
  it('keeps all where nothing is asked', () => {
    expect(filterHamlets([khau, dong], everything)).toEqual([khau, dong]);
  });
  it('finds a name typed without accents', () => {
    expect(filterHamlets([khau, dong], { ...everything, words: 'dong rom' })).toEqual([dong]);
  });
  it('wants every word, in name, commune or district', () => {
    expect(filterHamlets([khau, dong], { ...everything, words: 'khau na hang' })).toEqual([khau]);
    expect(filterHamlets([khau, dong], { ...everything, words: 'khau luc hanh' })).toEqual([]);
  });
  it('keeps one verdict', () => {
    expect(filterHamlets([khau, dong], { ...everything, verdict: 'none' })).toEqual([khau]);
  });
  it('keeps one unit, district or commune, and none of a district that has ended', () => {
    expect(filterHamlets([khau, dong], { ...everything, unit: '072' })).toEqual([khau]);
    expect(filterHamlets([khau, dong], { ...everything, unit: '02434' })).toEqual([dong]);
  });
});
