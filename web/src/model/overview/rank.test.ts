import { describe, expect, it } from 'vitest';
import type { GapRow } from '../../api/contract';
import { rank } from './rank';

function unit(code: string, name: string, none: number, partial: number, people = 0): GapRow {
  return {
    code, name, level: 'commune', vintage: '2024', parent: '', population: 900, households: 225,
    covered: 0, partial: 0, none: people, unknown: 0, homes: { covered: 0, partial: 0, none: 0, unknown: 0 }, hamlets: { covered: 1, partial, none, unknown: 0 },
  };
}
const rows = [unit('1', 'Đà Vị', 0, 0), unit('2', 'Dương Phong', 2, 1), unit('3', 'Ấm Thượng', 2, 3, 90), unit('4', 'Xã 10', 2, 1), unit('5', 'Xã 9', 0, 4)];
const names = (...asked: Parameters<typeof rank>) => rank(...asked).map(({ row }) => row.name);

describe('ranked units', () => {
  it('have the most dark hamlets first, then the most partial ones, and share a place where they are alike', () => {
    expect(rank(rows, 'none', true).map(({ row, place }) => [row.name, place])).toEqual([
      ['Ấm Thượng', 1], ['Dương Phong', 2], ['Xã 10', 2], ['Xã 9', 4], ['Đà Vị', null],
    ]);
  });
  it('keep their places in another order', () =>
    expect(rank(rows, 'partial', true).map(({ place }) => place)).toEqual([4, 1, 2, 2, null]));
  it('stand in the order of the Vietnamese alphabet, Đ after D and 9 before 10', () =>
    expect(names(rows, 'name', false)).toEqual(['Ấm Thượng', 'Dương Phong', 'Đà Vị', 'Xã 9', 'Xã 10']));
  it('are counted by people, too', () => expect(names(rows, 'people', true)[0]).toBe('Ấm Thượng'));
});
