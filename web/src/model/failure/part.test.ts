import { describe, expect, it } from 'vitest';
import type { Part } from '../../api/failure_contract';
import { partKey, partWords } from './part_words';
import { trialOf } from './trial_of';

const station = (operator: string, code: string) => ({ operator, code, name: 'Nà Khậu', mast: 'm1', position: [105, 22] as const });
const mast: Part = { kind: 'mast', stations: [station('viettel', 'TQ1'), station('vnpt', 'V1')], of: 2 };
const site: Part = { kind: 'site', operator: 'viettel', stations: [station('viettel', 'TQ1')], of: 1 };
const feeder: Part = { kind: 'feeder', id: '471 E14', stations: Array.from({ length: 9 }, (_, i) => station('viettel', `TQ${i}`)), of: 60 };
const fibre: Part = { kind: 'fibre', id: 'NH-02', operator: 'vnpt', stations: [station('vnpt', 'V1')], of: 1 };
const network: Part = { kind: 'operator', operator: 'vnpt', stations: [station('vnpt', 'V1')], of: 400 };
const called = (part: Part) => partWords(part, (code) => code.toUpperCase());

describe('what may fail', () => {
  it('has a key of its own, whatever it is', () => expect(new Set([mast, site, feeder, fibre, network].map(partKey)).size).toBe(5));
  it('is called as people call it', () => {
    expect(called(mast)).toEqual({ name: 'Nà Khậu', more: 'VIETTEL TQ1, VNPT V1' });
    expect(called(site)).toEqual({ name: 'TQ1 – Nà Khậu', more: 'VIETTEL' });
    expect(called(fibre)).toEqual({ name: 'NH-02', more: 'VNPT' });
    expect(called(network)).toEqual({ name: 'VNPT', more: '' });
  });
  it('says how many more hang on a feeder', () => expect(called(feeder).more).toMatch(/TQ5 \+54$/));
});

describe('a trial', () => {
  const inquiry = { kind: 'mast', technology: 'voice', operator: 'any', parent: '', list: 'parts' } as const;
  it('names each chosen part by its kind', () =>
    expect(trialOf([mast, site, feeder, fibre, network], inquiry, false)).toEqual({
      masts: ['m1'], sites: [{ operator: 'viettel', code: 'TQ1' }], feeders: ['471 E14'], fibreNodes: [{ operator: 'vnpt', code: 'NH-02' }],
      operators: ['vnpt'], technology: 'voice', operator: 'any',
    }));
  it('asks for roaming only where it is on', () => expect(trialOf([mast], inquiry, true).roaming).toBe(true));
});
