import { describe, expect, it } from 'vitest';
import { carryTaste, changedTaste } from './carry_taste';

describe('taste from page to page', () => {
  it('stays as a link wanted it', () => {
    expect(carryTaste('?lang=en&technology=5G', '/login')).toBe('/login?lang=en');
    expect(carryTaste('?lang=en', '/?lang=vi&at=9/22/105')).toBe('/?lang=vi&at=9/22/105');
    expect(carryTaste('', '/users')).toBe('/users');
  });
  it('knows what was changed', () => {
    const taste = { language: 'vi', theme: 'auto', text: 0 } as const;
    expect(changedTaste(taste, { ...taste, theme: 'dark', text: 2 })).toEqual(['theme', 'text']);
  });
});
