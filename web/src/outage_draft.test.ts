import { describe, expect, it } from 'vitest';
import { blankSaying } from './model/outage/saying_draft';
import { OutageDraft } from './outage_draft';

function shelf() {
  const held = new Map<string, string>();
  return { held, getItem: (name: string) => held.get(name) ?? null, setItem: (name: string, text: string) => void held.set(name, text), removeItem: (name: string) => void held.delete(name) };
}

describe('what is being written of an outage', () => {
  it('is there again on the next visit, for its own outage only', () => {
    const place = shelf();
    new OutageDraft(() => place, 'a').keep({ ...blankSaying, text: 'TQ1' });
    expect(new OutageDraft(() => place, 'a').recall().text).toBe('TQ1');
    expect(new OutageDraft(() => place, 'b').recall()).toEqual(blankSaying);
  });
  it('leaves nothing behind once it was sent', () => {
    const place = shelf();
    const draft = new OutageDraft(() => place, 'a');
    draft.keep({ ...blankSaying, text: 'TQ1' });
    draft.keep({ ...blankSaying });
    expect(place.held.size).toBe(0);
  });
  it('is blank where what was kept cannot be read, and takes nothing of a wrong kind', () => {
    const place = shelf();
    place.setItem('phusong.outage.a', '{"text":7,"cause":"power"}');
    expect(new OutageDraft(() => place, 'a').recall()).toEqual({ ...blankSaying, cause: 'power' });
    place.setItem('phusong.outage.a', '{');
    expect(new OutageDraft(() => place, 'a').recall()).toEqual(blankSaying);
  });
  it('is remembered where nothing may be stored', () => {
    const draft = new OutageDraft(() => { throw new Error('forbidden'); }, 'a');
    draft.keep({ ...blankSaying, text: 'TQ1' });
    expect(draft.recall().text).toBe('TQ1');
  });
});
