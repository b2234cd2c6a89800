import { describe, expect, it } from 'vitest';
import { blankClaim, claimOf, faultsOf, numberOf } from './claim_draft';

describe('a number as people write it', () => {
  it.each([
    ['1.283', 1283], ['1,283', 1283], ['1 283', 1283], ['97,6', 97.6], ['97.6 %', 97.6], ['0', 0], ['1.234.567', 1234567],
    ['-3', null], ['', null], ['khoảng 90', null], ['1,2,3', null], ['1e3', null],
  ])('%s', (written, number) => expect(numberOf(written)).toBe(number));
});

describe('a claim being written', () => {
  const whole = { ...blankClaim('hamlets-covered-percent'), words: ' 100 % ', source: 'báo', on: '2024-05-01', value: '100' };
  it('says all that is missing', () => expect(faultsOf(blankClaim('masts'))).toEqual(['words', 'source', 'on', 'value']));
  it('has no share above all', () => {
    expect(faultsOf({ ...whole, value: '101' })).toEqual(['value']);
    expect(faultsOf({ ...whole, subject: 'masts', value: '1.283' })).toEqual([]);
  });
  it('is told with the definition it is held against, where it counts hamlets', () => {
    expect(claimOf(whole)).toMatchObject({ words: '100 %', value: 100, definition: 'centre', technology: '4G' });
    expect(claimOf({ ...whole, subject: 'masts' })).not.toHaveProperty('definition');
  });
});
