import { describe, expect, it } from 'vitest';
import type { HeardLine } from '../../api/outage_contract';
import { blankSaying, heardAs, leftOver, sayingOf, settled } from './saying_draft';

const station = { operator: 'viettel', code: 'TQ1', position: [105, 22] as const };
const lines: HeardLine[] = [
  { line: 'TQ1 mất điện', row: 1, sites: [station], unsure: [], issues: [] },
  { line: 'TQ1x, TQ9', row: 2, issues: [], sites: [], unsure: [{ word: 'TQ1x', near: [station] }, { word: 'TQ9', near: [] }] },
  { line: 'xin chào', row: 3, issues: [], sites: [], unsure: [] },
];

describe('what is said of an outage', () => {
  it('leaves out what was not filled in', () => expect(sayingOf({ ...blankSaying, text: 'TQ1', power: ' ' })).toEqual({ text: 'TQ1' }));
  it('has a moment that everybody’s clock knows', () =>
    expect(sayingOf({ ...blankSaying, text: 'TQ1', cause: 'power', expected: '2026-11-23T14:00' })).toEqual({
      text: 'TQ1', cause: 'power', expectedAt: new Date('2026-11-23T14:00').toISOString(),
    }));
  it('has no cause when sites are back', () => expect(sayingOf({ ...blankSaying, text: 'TQ1', cause: 'power', restored: true })).toEqual({ text: 'TQ1', restored: true }));
});

describe('lines that were answered', () => {
  it('are known, unsure or nothing', () => expect(lines.map(heardAs)).toEqual(['known', 'unsure', 'nothing']));
  it('stay to be mended where not all of them was known', () => expect(leftOver(lines)).toBe('TQ1x, TQ9\nxin chào'));
  it('are known once every word of them is settled', () => {
    const one = settled(lines, 1, 'TQ1x');
    expect(heardAs(one[1] as HeardLine)).toBe('unsure');
    expect(heardAs(settled(one, 1, 'TQ9')[1] as HeardLine)).toBe('known');
  });
});
