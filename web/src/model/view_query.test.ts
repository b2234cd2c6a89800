import { describe, expect, it } from 'vitest';
import { firstView, type View } from './view';
import { viewFromQuery } from './view_from_query';
import { viewToQuery } from './view_to_query';

describe('a view in the URL', () => {
  it('is nothing for the page a newcomer sees', () => {
    expect(viewToQuery(firstView)).toBe('');
    expect(viewFromQuery('')).toEqual(firstView);
  });

  it('comes back as it was written', () => {
    const view: View = {
      release: '12',
      technology: '5G',
      operator: 'viettel',
      definition: 'people',
      hidden: ['coverage', 'sites'],
      vintage: '2025-07',
      level: 'commune',
      unit: '02215',
      hamlet: 'TQ-0221-03',
      mast: '9ff24ffa5a',
      verdict: 'none',
      words: 'nà khậu & co',
      panel: 'hamlets',
      counting: 'hamlets',
      order: { column: 'name', descending: false },
      language: 'en',
      theme: 'contrast',
      text: 3,
      camera: { lon: 105.20221, lat: 21.77442, zoom: 12.25 },
      threshold: -104,
    };
    expect(viewFromQuery(`?${viewToQuery(view)}`)).toEqual(view);
  });

  it('keeps the camera readable', () => {
    const view = { ...firstView, camera: { lon: 105.123456789, lat: 22, zoom: 9.5001 } };
    expect(viewToQuery(view)).toBe('at=9.5/22/105.12346');
  });

  it.each([
    ['a word it does not know', '?theme=neon&panel=x&verdict=maybe&order=-height&lang=fr'],
    ['a camera in the sea of nonsense', '?at=9/abc/105'],
    ['a camera cut short', '?at=9/22'],
    ['a camera beyond the world', '?at=9/95/105'],
    ['a text size that is no number', '?text=big'],
    ['a threshold no phone can meet', '?threshold=12'],
    ['a threshold between decibels', '?threshold=-104.5'],
  ])('falls back to the first view for %s', (_, search) => {
    expect(viewFromQuery(search)).toEqual(firstView);
  });

  it('bounds the text size and the length of what is typed', () => {
    const view = viewFromQuery(`?text=99&q=${'a'.repeat(500)}`);
    expect(view.text).toBe(4);
    expect(view.words).toHaveLength(80);
  });

  it('comes back for a person with a taste of their own, too', () => {
    const own = { language: 'en', theme: 'dark', text: 2 } as const;
    for (const view of [firstView, { ...firstView, ...own }, { ...firstView, text: 1 }]) {
      expect(viewFromQuery(`?${viewToQuery(view, own)}`, own)).toEqual(view);
    }
    expect(viewFromQuery('?lang=fr&theme=neon&text=big', own)).toMatchObject(own);
  });
});
