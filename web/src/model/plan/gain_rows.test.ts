import { describe, expect, it } from 'vitest';
import type { GainRow } from '../../api/scenario_contract';
import { gainFor, networksChanged } from './gain_rows';

const none = { hamlets: 0, households: 0, people: 0 };
const row = (technology: string, definition: string, hamlets: number): GainRow => ({ technology, operator: 'any', definition, gained: { ...none, hamlets }, lost: none, unclear: none });
const answer = { gains: [row('2G', 'centre', 0), row('4G', 'centre', 2), row('4G', 'people', 1)] };

describe('gains', () => {
  it('are those of the question', () => expect(gainFor(answer, { technology: '4G', operator: 'any', definition: 'people' }).gained.hamlets).toBe(1));
  it('are nothing where nothing is said', () => expect(gainFor(answer, { technology: '5G', operator: 'any', definition: 'people' }).gained.hamlets).toBe(0));
  it('name the networks that change, under one definition', () => expect(networksChanged(answer, 'centre').map(({ technology }) => technology)).toEqual(['4G']));
});
