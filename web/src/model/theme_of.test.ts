import { expect, it } from 'vitest';
import { themeOf } from './theme_of';

it.each([
  ['auto', { dark: false, contrast: false }, 'light'],
  ['auto', { dark: true, contrast: false }, 'dark'],
  ['auto', { dark: true, contrast: true }, 'contrast'],
  ['light', { dark: true, contrast: true }, 'light'],
] as const)('%s with wishes %o is %s', (theme, wishes, drawn) => expect(themeOf(theme, wishes)).toBe(drawn));
