import type { ThemeName } from '../theme/palette';

const imageKinds = [
  'verdict-covered', 'verdict-partial', 'verdict-none', 'verdict-unknown',
  'small-covered', 'small-partial', 'small-none', 'small-unknown',
  'pattern-weak', 'pattern-unknown', 'mast', 'obstacle',
  'change-new', 'change-changed', 'change-moved', 'change-removed', 'change-recoded',
] as const;
export type ImageKind = (typeof imageKinds)[number];

/** The name an image has in the style: its kind and the theme it is drawn for. */
export function imageName(kind: ImageKind, theme: ThemeName): string {
  return `${kind}/${theme}`;
}

/** What an image's name says; null for a name that is not ours. */
export function parseImageName(name: string): { kind: ImageKind; theme: ThemeName } | null {
  const [word, theme] = name.split('/');
  const kind = imageKinds.find((known) => known === word);
  const known = theme === 'light' || theme === 'dark' || theme === 'contrast';
  return kind && known ? { kind, theme } : null;
}
