import { describe, expect, it } from 'vitest';
import type { UploadSheet } from '../api/upload_contract';
import { cellsOf } from './cells_of';

const column = (index: number, header: string, field: string | null) => ({ index, header, field });
const sheets = [{ name: 'BTS', columns: [column(0, 'STT', null), column(1, 'Mã trạm', 'code'), column(2, 'Mã cũ', 'code'), column(5, 'Vĩ độ', 'lat')] }] as unknown as UploadSheet[];

describe('the cells of a row', () => {
  it('are those that were read, each field once, with what stands there', () =>
    expect(cellsOf(sheets, { sheet: 'BTS', original: ['1', 'TQG1', 'X'] })).toEqual([
      { field: 'code', header: 'Mã trạm', text: 'TQG1' },
      { field: 'lat', header: 'Vĩ độ', text: '' },
    ]));
  it('are none of a sheet nobody knows', () => expect(cellsOf(sheets, { sheet: '?', original: null })).toEqual([]));
});
