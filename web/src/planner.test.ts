import { describe, expect, it } from 'vitest';
import { Answer } from './answer.svelte';
import { Client } from './api/client';
import { Door } from './api/door';
import { Problem } from './api/problem';
import { Memory } from './memory';
import { openHamlet } from './model/change_view';
import { firstView } from './model/view';
import { Planner, type Address } from './planner.svelte';

describe('an answer', () => {
  it('keeps the last one while the next is on its way, and only the last question counts', async () => {
    const answer = new Answer<string>();
    await answer.ask(() => Promise.resolve('first'));
    let late: (value: string) => void = () => undefined;
    const slow = answer.ask(() => new Promise((resolve) => (late = resolve)));
    expect([answer.value, answer.waiting]).toEqual(['first', true]);
    await answer.ask(() => Promise.resolve('third'));
    late('second');
    await slow;
    expect([answer.value, answer.waiting]).toEqual(['third', false]);
  });

  it('tells the question that was given up', async () => {
    const answer = new Answer<string>();
    const signals: AbortSignal[] = [];
    void answer.ask((signal) => (signals.push(signal), new Promise(() => undefined)));
    await answer.ask((signal) => (signals.push(signal), Promise.resolve('b')));
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('keeps the old answer beside the problem, and forgets the problem with the next answer', async () => {
    const answer = new Answer<string>();
    await answer.ask(() => Promise.resolve('old'));
    await answer.ask(() => Promise.reject(new Problem(500, 'broken', '')));
    expect([answer.value, answer.problem?.status]).toEqual(['old', 500]);
    await answer.ask(() => Promise.resolve('new'));
    expect([answer.value, answer.problem]).toEqual(['new', null]);
  });
});

/** A server with one release, whose number the test may raise. */
function server(now: { release: string }) {
  const codes = (...all: string[]) => all.map((code) => ({ code }));
  const get: typeof fetch = (input) => {
    const { pathname } = new URL(String(input), 'http://server');
    if (pathname.endsWith('/layers.json')) return Promise.resolve(Response.json({ layers: [{ name: `of ${pathname.split('/').slice(2, 4).join(' ')}` }] }));
    if (pathname !== '/api/release') return Promise.resolve(Response.json({ release: now.release, rows: [], numberMatched: 0 }));
    const whole = {
      id: now.release,
      technologies: codes('2G', '4G'),
      operators: codes('viettel'),
      definitions: codes('centre'),
      vintages: ['2024'],
      homeVintage: '2024',
      counts: { districts: 7 },
      scales: [],
    };
    return Promise.resolve(Response.json(whole));
  };
  return new Client(new Door('', get));
}

function address(query: string) {
  const steps: [query: string, newStep: boolean][] = [];
  const kept: Address = { read: () => query, write: (...step) => void steps.push(step) };
  return { kept, steps };
}

/** The memory of a browser that forbids storing. */
const forgetful = () =>
  new Memory(() => {
    throw new DOMException('denied', 'SecurityError');
  });

const staff = { cut: 'staff', abilities: ['masts', 'paths'] };

describe('the planner', () => {
  it('opens on what the address says, as far as the release has it', async () => {
    const planner = new Planner(server({ release: '3' }), address('?technology=6G&operator=viettel').kept, forgetful(), staff);
    expect(planner.view.technology).toBe('6G');
    await planner.askRelease();
    expect(planner.view).toMatchObject({ technology: '4G', operator: 'viettel' });
    expect([...(planner.layers.value?.keys() ?? [])]).toEqual(['of staff 3']);
  });

  it('writes each change into the address', () => {
    const { kept, steps } = address('');
    const planner = new Planner(server({ release: '3' }), kept, forgetful(), staff);
    planner.change((view) => openHamlet(view, 'H7'));
    planner.change((view) => ({ ...view, theme: 'dark' }), false);
    expect(steps).toEqual([
      ['hamlet=H7', true],
      ['hamlet=H7&theme=dark', false],
    ]);
  });

  it('notices that another release was published while the page was open', async () => {
    const now = { release: '3' };
    const planner = new Planner(server(now), address('').kept, forgetful(), staff);
    await planner.askRelease();
    now.release = '4';
    await planner.askGaps();
    expect(planner.release.value?.id).toBe('4');
    expect([...(planner.layers.value?.keys() ?? [])]).toEqual(['of staff 4']);
  });

  it('asks for the way of the signal only while a card is open, and forgets it with the card', async () => {
    const planner = new Planner(server({ release: '3' }), address('?hamlet=H7').kept, forgetful(), staff);
    await planner.askRelease();
    await planner.askPath();
    expect(planner.path.value?.release).toBe('3');
    const other = planner.askPath();
    expect([planner.path.value, planner.path.waiting]).toEqual([null, true]);
    await other;
    planner.change((view) => ({ ...view, hamlet: null }));
    await planner.askPath();
    expect([planner.path.value, planner.path.waiting]).toEqual([null, false]);
  });

  it('explains a path only of a network that is seen in full', async () => {
    const paths = async (cut: string, query: string, abilities = ['paths']) => {
      const planner = new Planner(server({ release: '3' }), address(query).kept, forgetful(), { cut, abilities });
      await planner.askRelease();
      return planner.seesPath;
    };
    expect(await paths('public', '', [])).toBe(false);
    expect(await paths('op-viettel', '')).toBe(false);
    expect(await paths('op-viettel', '?operator=viettel')).toBe(true);
    expect(await paths('op-vinaphone', '?operator=viettel')).toBe(false);
    expect(await paths('staff', '')).toBe(true);
  });

  it('speaks the person’s language', () => {
    expect(new Planner(server({ release: '3' }), address('').kept, forgetful(), staff).t('found', { n: 1733 })).toBe('1.733 thôn');
    expect(new Planner(server({ release: '3' }), address('?lang=en').kept, forgetful(), staff).t('found', { n: 1733 })).toBe('1,733 hamlets');
  });

  it('comes back as the person left it, unless the link says otherwise', () => {
    const shelf = new Map<string, string>();
    const memory = () => new Memory(() => ({ getItem: (place) => shelf.get(place) ?? null, setItem: (place, text) => void shelf.set(place, text) }));
    const first = new Planner(server({ release: '3' }), address('').kept, memory(), staff);
    first.change((view) => ({ ...view, language: 'en', theme: 'dark', text: 2 }), false);

    expect(new Planner(server({ release: '3' }), address('').kept, memory(), staff).view).toMatchObject({ language: 'en', theme: 'dark', text: 2 });
    const sent = new Planner(server({ release: '3' }), address('?lang=vi&text=0').kept, memory(), staff);
    expect(sent.view).toMatchObject({ language: 'vi', theme: 'dark', text: 0 });
  });

  it('does not take a link’s taste for the person’s own, nor lose it', () => {
    const memory = forgetful();
    memory.keep(firstView, { ...firstView, language: 'en' });
    const { kept, steps } = address('?lang=vi');
    const planner = new Planner(server({ release: '3' }), kept, memory, staff);
    planner.change((view) => openHamlet(view, 'H7'));
    planner.change((view) => ({ ...view, theme: 'dark' }), false);
    expect(steps.map(([query]) => query)).toEqual(['hamlet=H7&lang=vi', 'hamlet=H7&lang=vi&theme=dark']);
    expect(memory.recall()).toEqual({ language: 'en', theme: 'dark', text: 0 });
  });

  it('remembers for the visit where nothing may be stored', () => {
    const memory = forgetful();
    new Planner(server({ release: '3' }), address('').kept, memory, staff).change((view) => ({ ...view, theme: 'contrast' }));
    expect(memory.recall().theme).toBe('contrast');
  });
});
