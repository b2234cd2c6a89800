import { innerWidth } from 'svelte/reactivity/window';
import { textScale } from './model/text_scale';
import { themeOf } from './model/theme_of';
import { followMedia } from './panels/media.svelte';
import type { Voice } from './panels/context';
import { palettes, paletteProperties, type ThemeName } from './theme/palette';

export interface Look {
  readonly theme: ThemeName;
  /** The page's width in letters: large text on a wide screen is a narrow page. */
  readonly width: number;
  /** CSS pixels of a letter. */
  readonly letter: number;
}

/** The theme the person chose, or the one the device wishes for; made while a component is being set up. */
export function followTheme(voice: Voice): { readonly name: ThemeName } {
  const dark = followMedia('(prefers-color-scheme: dark)');
  const contrast = followMedia('(prefers-contrast: more)');
  const print = followMedia('print');
  // Paper is white, whatever the screen is.
  const name = $derived(themeOf(print.matches ? 'light' : voice.taste.theme, { dark: dark.matches, contrast: contrast.matches }));
  return {
    get name() {
      return name;
    },
  };
}

/** Dresses the document in the person's language, theme and text size; made while a component is being set up. */
export function followLook(voice: Voice, title: () => string): Look {
  const theme = followTheme(voice);
  const letter = $derived(16 * textScale(voice.taste.text));
  const width = $derived((innerWidth.current ?? 1280) / letter);
  $effect.pre(() => {
    const root = document.documentElement;
    root.lang = voice.taste.language;
    root.dataset['theme'] = theme.name;
    root.style.setProperty('--text-scale', String(textScale(voice.taste.text)));
    for (const [name, value] of paletteProperties(palettes[theme.name])) root.style.setProperty(name, value);
    document.title = title();
  });
  return {
    get theme() {
      return theme.name;
    },
    get width() {
      return width;
    },
    get letter() {
      return letter;
    },
  };
}
