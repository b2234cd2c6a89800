import { describe, expect, it } from 'vitest';
import { prefixOf, under, within } from './prefix';

describe('the path the site lies under', () => {
  it.each([['/', ''], ['/map/', '/map'], ['/a/b/', '/a/b'], ['./', ''], [undefined, '']])('%s is said as %s', (root, prefix) => expect(prefixOf(root)).toBe(prefix));

  it.each([['/map', '/'], ['/map/', '/'], ['/map/login', '/login'], ['/login', '/login'], ['/mapping', '/mapping']])('is taken off %s', (path, own) => expect(within('/map', path)).toBe(own));

  it.each([['/', '/map/'], ['/login?next=%2F', '/map/login?next=%2F'], ['/map/login', '/map/login'], ['#content', '#content'], ['https://a.vn/', 'https://a.vn/']])('is put before %s', (own, path) => expect(under('/map', own)).toBe(path));

  it('is nothing at the root of the host', () => {
    expect([within('', '/login'), under('', '/login')]).toEqual(['/login', '/login']);
  });
});
