import { readFileSync } from 'node:fs';
import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';

/** The documents the server draws, as its own tests keep them. */
describe.each(['light', 'dark', 'contrast', 'print'])('the style the server gives to others, %s', (theme) => {
  const style = JSON.parse(readFileSync(new URL(`../../../tiles/style/testdata/${theme}.json`, import.meta.url), 'utf8')) as StyleSpecification;

  it('is one MapLibre accepts', () => expect(validateStyleMin(style).map((problem) => problem.message)).toEqual([]));

  it('draws the hamlets over everything', () => expect(style.layers.at(-1)?.id).toBe('hamlet-centres'));
});
