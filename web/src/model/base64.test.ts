import { describe, expect, it } from 'vitest';
import { base64 } from './base64';

describe('a file in base64', () => {
  it('is the same bytes again, whatever its length', () => {
    for (const length of [0, 1, 2, 3, 0x8000, 0x8001]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 256);
      expect(Uint8Array.from(atob(base64(bytes)), (c) => c.charCodeAt(0))).toEqual(bytes);
    }
  });
});
