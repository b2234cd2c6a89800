import { describe, expect, it } from 'vitest';
import { viewFromQuery } from '../view_from_query';
import { firstInquiry, inquiryFromQuery, inquiryToQuery, listAddress, rankings } from './inquiry';

describe('an inquiry', () => {
  it('is read as it was written', () => {
    for (const by of rankings)
      for (const descending of [true, false]) {
        const inquiry = { release: '3', technology: '5G', operator: 'viettel', definition: 'area', level: 'commune', vintage: '2025-07', by, descending } as const;
        expect(inquiryFromQuery(inquiryToQuery(inquiry))).toEqual(inquiry);
      }
  });

  it('is short where it is as at first, and takes the first for what it does not know', () => {
    expect(inquiryToQuery(firstInquiry)).toBe('');
    expect(inquiryFromQuery('?order=-population&by=province.2024')).toEqual(firstInquiry);
  });

  it('opens its hamlets on the map under the same question', () => {
    const inquiry = { ...firstInquiry, release: '3', technology: '2G', level: 'commune', vintage: '2025-07' } as const;
    const view = viewFromQuery(listAddress(inquiry, { unit: '02239', verdict: 'none' }).slice(1));
    expect(view).toMatchObject({ release: '3', technology: '2G', level: 'commune', vintage: '2025-07', unit: '02239', verdict: 'none', panel: 'hamlets' });
  });
});
