import { firstView, tasteOf, type Taste } from './model/view';
import { viewFromQuery } from './model/view_from_query';
import { viewToQuery } from './model/view_to_query';

/** The part of the browser's storage that is used; a test brings its own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

const place = 'phusong.taste';

/**
 * How a person likes the page, from one visit to the next, written as the
 * address writes it. A browser may forbid storing or have no room: then it is
 * remembered until the page is closed.
 */
export class Memory {
  #taste: Taste;

  /** Takes the shelf from a function, because only looking for it may throw. */
  constructor(private readonly shelf: () => Shelf) {
    this.#taste = tasteOf(viewFromQuery(this.#read()));
  }

  recall(): Taste {
    return this.#taste;
  }

  /** Keeps what a person just changed; what else a link brought is only looked at. */
  keep(before: Taste, { language, theme, text }: Taste): void {
    const changed = {
      ...(language === before.language ? {} : { language }),
      ...(theme === before.theme ? {} : { theme }),
      ...(text === before.text ? {} : { text }),
    };
    if (Object.keys(changed).length === 0) return;
    this.#taste = { ...this.#taste, ...changed };
    try {
      this.shelf().setItem(place, viewToQuery({ ...firstView, ...this.#taste }));
    } catch {
      // Forbidden or full: this visit still remembers.
    }
  }

  #read(): string {
    try {
      return this.shelf().getItem(place) ?? '';
    } catch {
      return '';
    }
  }
}
