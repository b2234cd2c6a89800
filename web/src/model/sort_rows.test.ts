import { describe, expect, it } from 'vitest';
import { gapRow } from './sample_rows';
import { figure, pressColumn, sortRows } from './sort_rows';

const lam = gapRow('071', [10, 0, 5, 0], [1, 0, 9, 0], 'Huyện Lâm Bình');
const na = gapRow('072', [20, 0, 5, 0], [2, 0, 3, 0], 'Huyện Na Hang');
const am = gapRow('073', [5, 0, 50, 0], [3, 0, 1, 0], 'Huyện Ấm Thượng');
const codes = (rows: { code: string }[]) => rows.map((row) => row.code);

describe('the order of gap rows', () => {
  it('puts most people without signal first, equal ones by code', () => {
    expect(codes(sortRows([na, am, lam], { column: 'none', descending: true }, 'people'))).toEqual(['073', '071', '072']);
  });
  it('follows what is counted', () => {
    expect(codes(sortRows([na, am, lam], { column: 'none', descending: true }, 'hamlets'))).toEqual(['071', '072', '073']);
  });
  it('sorts names as Vietnamese does: Ấ comes before L', () => {
    expect(codes(sortRows([na, lam, am], { column: 'name', descending: false }, 'people'))).toEqual(['073', '071', '072']);
  });
  it('leaves its input alone', () => {
    const rows = [na, lam];
    sortRows(rows, { column: 'name', descending: false }, 'people');
    expect(codes(rows)).toEqual(['072', '071']);
  });
  it('does not depend on the order it was given', () => {
    const order = { column: 'none', descending: true } as const;
    expect(sortRows([na, am, lam], order, 'people')).toEqual(sortRows([lam, na, am], order, 'people'));
  });
});

describe('pressing a header', () => {
  it('starts with the largest, turns round the second time, and starts names from A', () => {
    const first = pressColumn({ column: 'name', descending: false }, 'none');
    expect(first).toEqual({ column: 'none', descending: true });
    expect(pressColumn(first, 'none')).toEqual({ column: 'none', descending: false });
    expect(pressColumn(first, 'name')).toEqual({ column: 'name', descending: false });
  });
});

describe('the figure of a row', () => {
  it('is people, or hamlets with their sum', () => {
    expect(figure(lam, 'population', 'people')).toBe(15);
    expect(figure(lam, 'population', 'hamlets')).toBe(10);
    expect(figure(lam, 'none', 'hamlets')).toBe(9);
  });
});
