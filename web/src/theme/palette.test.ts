import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../model/view';
import { asDeuteranope, contrast, distance, lightness, linearOf } from './colour';
import { palettes, type ThemeName } from './palette';

const names = Object.keys(palettes) as ThemeName[];
const covered = ['limited', 'fair', 'good', 'very_good'];

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as [T, T]));
}

describe.each(names)('the palette of the %s theme', (name) => {
  const palette = palettes[name];
  const colour = (code: string) => linearOf(palette.classes[code] ?? '');

  it('steps the classes evenly one way in lightness', () => {
    const steps = covered.map((code) => lightness(colour(code)));
    const up = (steps[1] ?? 0) > (steps[0] ?? 0);
    for (let i = 1; i < steps.length; i++) {
      expect(((steps[i] ?? 0) - (steps[i - 1] ?? 0)) * (up ? 1 : -1)).toBeGreaterThan(9);
    }
  });

  it('keeps the classes apart for an eye without green cones', () => {
    for (const [a, b] of pairs(covered)) {
      expect(distance(asDeuteranope(colour(a)), asDeuteranope(colour(b)))).toBeGreaterThan(12);
    }
  });

  it('keeps the verdicts apart in grey', () => {
    for (const [a, b] of pairs(verdicts)) {
      const grey = (v: typeof a) => lightness(linearOf(palette.verdicts[v]));
      expect([a, b, Math.abs(grey(a) - grey(b)) > 11]).toEqual([a, b, true]);
    }
  });

  it('keeps the verdicts apart for an eye without green cones', () => {
    for (const [a, b] of pairs(verdicts)) {
      const seen = (v: typeof a) => asDeuteranope(linearOf(palette.verdicts[v]));
      expect([a, b, distance(seen(a), seen(b)) > 20]).toEqual([a, b, true]);
    }
  });

  it('outlines every symbol so that it stands out from the ground it lies on', () => {
    for (const ground of [...covered, 'none', 'weak', 'unknown']) {
      const best = Math.max(...[palette.edge, palette.halo].map((line) => contrast(line, palette.classes[ground] ?? '')));
      expect([ground, best >= 3]).toEqual([ground, true]);
    }
  });

  it('writes names that can be read on their halo', () => {
    expect(contrast(palette.label, palette.labelHalo)).toBeGreaterThan(7);
    expect(contrast(palette.labelSoft, palette.labelHalo)).toBeGreaterThan(7);
  });
});

/** The custom properties a theme's block of tokens.css sets. */
function tokensOf(name: ThemeName): Map<string, string> {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  const block = css.split(`[data-theme='${name}']`)[1]?.split('}')[0] ?? '';
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
}

describe.each(names)('the page in the %s theme', (name) => {
  const tokens = tokensOf(name);
  const ratio = (a: string, b: string) => contrast(tokens.get(a) ?? '', tokens.get(b) ?? '');
  const text = name === 'contrast' ? 7 : 4.5;

  it.each([
    ['--ink', '--surface'], ['--ink', '--surface-soft'], ['--ink', '--accent-soft'],
    ['--ink-soft', '--surface'], ['--ink-soft', '--surface-soft'], ['--ink-soft', '--accent-soft'],
    ['--accent', '--surface'], ['--accent', '--surface-soft'], ['--on-accent', '--accent'],
    ['--notice-ink', '--notice'], ['--danger', '--surface'],
  ])('writes %s on %s readably', (ink, ground) => expect(ratio(ink, ground)).toBeGreaterThanOrEqual(text));

  it.each([['--control', '--surface'], ['--ink', '--profile-ground'], ['--danger', '--profile-ground'], ['--accent', '--profile-ground'], ['--ink-soft', '--profile-ground'], ['--focus', '--surface'], ['--focus', '--surface-soft']])(
    'shows %s on %s',
    (line, ground) => expect(ratio(line, ground)).toBeGreaterThanOrEqual(3),
  );
});
