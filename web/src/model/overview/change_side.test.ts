import { expect, it } from 'vitest';
import type { ChangeRow } from '../../api/leader_contract';
import { sideOf } from './change_side';

it.each<[ChangeRow['was'], ChangeRow['is'], string]>([
  ['none', 'partial', 'better'],
  ['partial', 'covered', 'better'],
  ['covered', 'none', 'worse'],
  ['unknown', 'covered', 'unclear'],
  ['none', 'unknown', 'unclear'],
])('from %s to %s is %s', (was, is, side) => expect(sideOf({ was, is })).toBe(side));
