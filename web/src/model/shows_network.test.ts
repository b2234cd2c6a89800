import { describe, expect, it } from 'vitest';
import type { Operator } from '../api/contract';
import { networksOf, showsNetwork } from './shows_network';

const operators = ['viettel', 'vinaphone'].map((code) => ({ code }) as Operator);
const codes = (cut: string) => networksOf({ operators }, cut).map(({ code }) => code);

describe('networks', () => {
  it('are all the staff’s, an operator’s own, nobody else’s', () => {
    expect(codes('staff')).toEqual(['viettel', 'vinaphone']);
    expect(codes('op-vinaphone')).toEqual(['vinaphone']);
    expect(codes('public')).toEqual([]);
  });
  it('of any operator are in full for the staff alone', () =>
    expect(['staff', 'op-viettel', 'op-any', 'public'].map((cut) => showsNetwork(cut, 'any'))).toEqual([true, false, false, false]));
});
