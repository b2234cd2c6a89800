import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials_of';

describe('initials', () => {
  it.each([
    ['Nguyễn Văn Đức', 'VĐ'],
    ['Biên tập · Viettel', 'TV'],
    ['ánh', 'Á'],
    ['<script>alert(1)', 'A1'],
    ['…', ''],
  ])('of %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});
