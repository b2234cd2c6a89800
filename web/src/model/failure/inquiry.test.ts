import { describe, expect, it } from 'vitest';
import { failureInquiry, failureQuery, kindsFor, type FailureInquiry } from './inquiry';

describe('what is asked of failures', () => {
  it('begins with masts, calls and everybody', () =>
    expect(failureInquiry('', null)).toEqual({ kind: 'mast', technology: 'voice', operator: 'any', parent: '', list: 'parts' }));
  it('is read as it is written', () => {
    const inquiry: FailureInquiry = { kind: 'feeder', technology: '3G+', operator: 'vnpt', parent: '072', list: 'hamlets' };
    expect(failureInquiry(failureQuery(inquiry), null)).toEqual(inquiry);
  });
  it('is of one’s own network for an operator, whatever the address says', () => {
    expect(failureInquiry('?kind=mast&operator=vnpt', 'viettel')).toMatchObject({ kind: 'site', operator: 'viettel' });
    expect(kindsFor('viettel')).not.toContain('operator');
  });
  it('is not of a kind that does not exist', () => expect(failureInquiry('?kind=moon', null).kind).toBe('mast'));
});
