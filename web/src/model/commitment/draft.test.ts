import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/problem';
import { blankCommitment, commitmentFaults, commitmentOf, pointOf, refusedField, type CommitmentDraft } from './draft';

const whole: CommitmentDraft = { ...blankCommitment, operator: 'viettel', site: ' HGG001 ', due: 'Quý IV/2026', document: 'CV 12/VT', date: '2026-05-01' };

describe('a promise being written', () => {
  it('misses what is not said, in the order of the form', () => {
    expect(commitmentFaults(blankCommitment)).toEqual(['operator', 'site', 'due', 'document', 'date']);
    expect(commitmentFaults({ ...whole, by: 'point' })).toEqual(['commune', 'position']);
    expect(commitmentFaults({ ...whole, by: 'point', commune: 'Lũng Cú', position: 'đầu làng' })).toEqual(['position']);
    expect(commitmentFaults(whole)).toEqual([]);
  });
  it('sends the place it was told, and no other', () => {
    expect(commitmentOf({ ...whole, commune: 'Lũng Cú', position: '22.8, 104.9' }).place).toEqual({ site: 'HGG001' });
    expect(commitmentOf({ ...whole, by: 'point', commune: 'Lũng Cú', position: '22.8, 104.9' }).place).toEqual({ commune: 'Lũng Cú', position: [104.9, 22.8] });
  });
  it('reads points as maps copy them', () => {
    expect(pointOf('22.8233, 104.9836')).toEqual([104.9836, 22.8233]);
    expect(pointOf('22,8233; 104,9836')).toEqual([104.9836, 22.8233]);
    for (const text of ['', '22.8', '104.98, 22.82', '22,8, 104,9', 'abc, 1']) expect(pointOf(text)).toBeNull();
  });
  it('shows a refusal at the field it is about', () => {
    const refused = (detail: string, status = 400) => refusedField(new Problem(status, '', detail), 'point');
    expect(refused('wrong parameter: due: "x" is no quarter')).toBe('due');
    expect(refused('wrong parameter: there is no hamlet "h"')).toBe('hamlets');
    expect(refused('the promised point [200 1] is no longitude and latitude')).toBe('position');
    expect(refused('the server broke', 500)).toBeNull();
    expect(refusedField(new Problem(409, '', 'cam kết này đã có', { code: 'there' }), 'site')).toBe('document');
  });
});
