import { describe, expect, it } from 'vitest';
import { afterLogin, pathOf, routeOf, type Route } from './route';

describe('a path', () => {
  it.each<[string, Route]>([
    ['/', { page: 'map' }],
    ['/login', { page: 'login' }],
    ['/login/', { page: 'login' }],
    ['/overview', { page: 'overview' }],
    ['/uploads', { page: 'uploads' }],
    ['/uploads/a%2Fb', { page: 'upload', id: 'a/b' }],
    ['/outages/01a2', { page: 'outage', id: '01a2' }],
    ['/invitation/s3cret', { page: 'invitation', secret: 's3cret' }],
    ['/invitation', { page: 'missing' }],
    ['/users/7', { page: 'missing' }],
    ['/uploads/1/2', { page: 'missing' }],
    ['/plan', { page: 'plan' }],
    ['/scenarios/3vk7', { page: 'scenario', id: '3vk7' }],
    ['/scenarios/compare', { page: 'compare' }],
    ['/choose', { page: 'choose' }],
    ['/choose/7', { page: 'choice', id: '7' }],
    ['//evil', { page: 'missing' }],
    ['/uploads/%', { page: 'missing' }],
    ['/nothing', { page: 'missing' }],
  ])('%s', (path, route) => expect(routeOf(path)).toEqual(route));

  it('is written as it is read', () => {
    for (const route of [{ page: 'map' }, { page: 'audit' }, { page: 'compare' }, { page: 'scenario', id: 'a/b' }, { page: 'upload', id: '../ä?' }, { page: 'invitation', secret: 'a b' }] as Route[])
      expect(routeOf(pathOf(route))).toEqual(route);
  });
});

describe('after a login', () => {
  it.each([
    ['?next=/uploads/7', '/uploads/7'],
    ['?next=/?technology=5G', '/?technology=5G'],
    ['?next=https://evil.example', '/'],
    ['?next=//evil.example', '/'],
    ['?next=/\\evil.example', '/'],
    ['?next=javascript:alert(1)', '/'],
    ['?next=/login', '/'],
    ['', '/'],
  ])('%s leads to %s', (search, path) => expect(afterLogin(search)).toBe(path));
});
