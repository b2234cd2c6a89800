import { Answer } from './answer.svelte';
import type { Door } from './api/door';
import { askSession, logOut } from './api/session';
import type { Session } from './api/session_contract';
import type { Voice } from './panels/context';
import { say, type Fill, type Key } from './i18n/say';
import type { Memory } from './memory';
import { carryTaste, changedTaste } from './model/carry_taste';
import { nobody } from './model/nobody';
import { pathOf, routeOf, type Route } from './model/route';
import { tasteOf, type Taste } from './model/view';
import { viewFromQuery } from './model/view_from_query';

/** The address bar, or a stand-in. */
export interface Place {
  /** The path and what follows "?", with it. */
  read(): { path: string; search: string };
  push(url: string): void;
  replace(url: string): void;
}

/** Who is here, on which page, and how they like it: what all pages share. */
export class Visit implements Voice {
  /** The address of the page that is shown, as long as the browser has not moved by itself. */
  #shown = '';
  readonly place: Place;
  #taste = $state.raw<Taste>({ language: 'vi', theme: 'auto', text: 0 });
  route = $state.raw<Route>({ page: 'map' });
  /** Grows with each step from page to page. */
  steps = $state(0);
  spoken = $state('');
  /** Told before a link leads away. A page with work that is not kept answers true and takes the step itself once the person says so. */
  hold: ((step: () => void) => boolean) | null = null;
  readonly session = new Answer<Session>();
  readonly account = $derived.by(() => this.session.value?.account ?? null);

  constructor(
    readonly door: Door,
    readonly memory: Memory,
    place: Place,
  ) {
    const note = (step: (url: string) => void) => (url: string) => {
      step(url);
      this.#note();
    };
    this.place = { read: () => place.read(), push: note((url) => place.push(url)), replace: note((url) => place.replace(url)) };
    this.readPlace();
  }

  readonly t = (key: Key, fill?: Fill): string => say(this.#taste.language, key, fill);

  get taste(): Taste {
    return this.#taste;
  }

  /** Changes how the page looks or speaks; a link that said otherwise is overruled. */
  readonly like = (change: (taste: Taste) => Taste): void => {
    const before = this.#taste;
    this.#taste = change(before);
    this.memory.keep(before, this.#taste);
    const { path, search } = this.place.read();
    const query = new URLSearchParams(search);
    for (const name of changedTaste(before, this.#taste)) query.delete(name);
    const rest = query.toString();
    this.place.replace(rest ? `${path}?${rest}` : path);
  };

  can(ability: string): boolean {
    return this.session.value?.abilities.includes(ability) ?? false;
  }

  #note(): void {
    const { path, search } = this.place.read();
    this.#shown = path + search;
  }

  readPlace(): void {
    this.#note();
    const { path, search } = this.place.read();
    const route = routeOf(path);
    if (pathOf(route) !== pathOf(this.route)) this.steps++;
    this.route = route;
    this.#taste = tasteOf(viewFromQuery(search, this.memory.recall()));
  }

  /** Follows the browser to another address, as its Back does, unless the page here holds work: then the address stays until the person says so. */
  readonly follow = (): void => {
    const from = this.#shown;
    const { path, search } = this.place.read();
    if (this.hold && pathOf(routeOf(path)) !== pathOf(this.route)) {
      const to = path + search;
      if (this.hold(() => this.go(to))) {
        this.place.push(from);
        return;
      }
    }
    this.readPlace();
  };

  /** Opens another page; how a link wanted this one to look stays with the next. */
  go(url: string): void {
    this.place.push(carryTaste(this.place.read().search, url));
    this.readPlace();
    this.steps++;
  }

  /** Opens another page in the place of this one: back does not return here. */
  goInstead(url: string): void {
    this.place.replace(carryTaste(this.place.read().search, url));
    this.readPlace();
    this.steps++;
  }

  askSession(): Promise<void> {
    return this.session.ask((signal) => askSession(this.door, signal));
  }

  /** What the server said of who is here after a login or an invitation. */
  enter(session: Session): void {
    this.session.set(session);
  }

  /** Ends the login on the server, then here: nothing may be asked in the name of a login that has ended. */
  async leave(): Promise<void> {
    await logOut(this.door);
    this.session.set(nobody(this.session.value));
    this.go('/');
    this.spoken = this.t('saysLoggedOut');
  }
}
