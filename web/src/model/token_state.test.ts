import { describe, expect, it } from 'vitest';
import { tokenState } from './token_state';

const now = Date.parse('2026-11-22T00:00:00Z');

describe('a token', () => {
  it.each([
    [false, null, 'valid'],
    [false, '2026-11-22T00:00:01Z', 'valid'],
    [false, '2026-11-22T00:00:00Z', 'expired'],
    ['2026-11-01T00:00:00Z', '2027-01-01T00:00:00Z', 'revoked'],
    [true, null, 'revoked'],
  ] as const)('revoked %s, ends %s: %s', (revoked, expiresAt, state) => expect(tokenState({ revoked, expiresAt }, now)).toBe(state));
});
