import { describe, expect, it } from 'vitest';
import type { Fate, PromisedRow } from '../../api/commitment_contract';
import { mendFirst, nothingUnsaid, promiseList } from './promise_list';

const file = { name: 'a.csv', content: 'YQ==' };

describe('a list of promises', () => {
  it('says for its rows what was said, and nothing for what was not', () => {
    expect(promiseList(file, nothingUnsaid, true)).toEqual({ file, preview: true });
    expect(promiseList(file, { operator: 'viettel', technology: '4G', document: ' CV 9 ', date: '2026-05-01' }, false)).toEqual({
      file, operator: 'viettel', technology: '4G', source: { document: 'CV 9', date: '2026-05-01' }, preview: false,
    });
    expect(promiseList(file, { ...nothingUnsaid, document: '  ', date: '2026-05-01' }, true).source).toEqual({ date: '2026-05-01' });
  });
  it('shows the rows to be mended first, each kind as the file has them', () => {
    const row = (row: number, fate: Fate): PromisedRow => ({ row, fate, operator: '', site: '', commune: '', technology: '', due: '', document: '', issues: [] });
    const rows = [row(2, 'taken'), row(3, 'refused'), row(4, 'corrected'), row(5, 'refused'), row(6, 'taken')];
    expect(mendFirst(rows).map(({ row }) => row)).toEqual([3, 5, 4, 2, 6]);
    expect(rows[0]?.row).toBe(2);
  });
});
