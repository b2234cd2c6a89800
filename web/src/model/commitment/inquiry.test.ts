import { describe, expect, it } from 'vitest';
import { commitmentInquiry, commitmentQuery } from './inquiry';

describe('which promises are listed', () => {
  it('is read from an address as it is written there', () => {
    const question = { operator: 'vnpt', state: 'on-air', overdue: true, hamlet: '02230-003', withdrawn: true };
    expect(commitmentInquiry(`?${commitmentQuery(question)}&lang=en`)).toEqual(question);
  });
  it('is everything where an address says nothing, or what is no state', () => {
    expect(commitmentInquiry('?state=measured')).toEqual({ operator: '', state: '', overdue: false, hamlet: '', withdrawn: false });
    expect(commitmentQuery(commitmentInquiry(''))).toBe('');
  });
});
