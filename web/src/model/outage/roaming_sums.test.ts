import { describe, expect, it } from 'vitest';
import { roamingSums } from './roaming_sums';

describe('roaming candidates by operator', () => {
  it('counts a hamlet for each operator it lost, and names who reaches most of them first', () =>
    expect(
      roamingSums([
        { code: 'a', name: 'A', within: [], people: 100, lost: ['vnpt'], by: ['viettel'] },
        { code: 'b', name: 'B', within: [], people: 50, lost: ['vnpt', 'mobifone'], by: ['vietnamobile', 'viettel'] },
        { code: 'c', name: 'C', within: [], people: null, lost: ['mobifone'], by: ['viettel'] },
      ]),
    ).toEqual([
      { operator: 'vnpt', hamlets: 2, people: 150, by: ['viettel', 'vietnamobile'] },
      { operator: 'mobifone', hamlets: 2, people: 50, by: ['viettel', 'vietnamobile'] },
    ]));
});
