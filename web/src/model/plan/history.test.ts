import { describe, expect, it } from 'vitest';
import { begin, redo, step, undo } from './history';

describe('a history', () => {
  const three = step(step(begin('a'), 'b'), 'c');
  it('goes back step by step, and no further than its beginning', () => {
    expect(undo(three).now).toBe('b');
    expect(undo(undo(undo(three))).now).toBe('a');
  });
  it('comes forward again to where it was', () => expect(redo(redo(undo(undo(three))))).toEqual(three));
  it('forgets what was undone when something new is done', () => expect(redo(step(undo(three), 'd')).now).toBe('d'));
  it('takes no step that changes nothing', () => expect(step(three, 'c')).toBe(three));
  it('keeps the last two hundred steps', () => {
    let long = begin(0);
    for (let i = 1; i <= 300; i++) long = step(long, i);
    expect(long.past).toHaveLength(200);
    expect(long.past[0]).toBe(100);
  });
});
