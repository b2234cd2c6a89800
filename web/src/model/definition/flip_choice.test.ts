import { describe, expect, it } from 'vitest';
import { flipChoice, flipQuery } from './flip_choice';

describe('two definitions beside each other', () => {
  const offered = ['centre', 'people', 'area'];
  it('are the first two where the address names none', () =>
    expect(flipChoice('', offered)).toEqual({ technology: '4G', operator: 'any', from: 'centre', to: 'people' }));
  it('never are the same one unless somebody said so', () => expect(flipChoice('?from=people', offered).to).toBe('centre'));
  it('are read as they are written', () => {
    const choice = { technology: '3G+', operator: 'viettel', from: 'area', to: 'people' };
    expect(flipChoice(flipQuery(choice), offered)).toEqual(choice);
  });
});
