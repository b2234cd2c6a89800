import type { ThemeName } from '../theme/palette';
import type { Theme } from './view';

/** What the person's device asks of every page. */
export interface Wishes {
  dark: boolean;
  contrast: boolean;
}

/** The theme to draw: the one chosen, or the one the device wishes for. */
export function themeOf(theme: Theme, { dark, contrast }: Wishes): ThemeName {
  if (theme !== 'auto') return theme;
  if (contrast) return 'contrast';
  return dark ? 'dark' : 'light';
}
