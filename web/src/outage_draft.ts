import type { Shelf } from './memory';
import { blankSaying, type SayingDraft } from './model/outage/saying_draft';

const place = 'phusong.outage.';

/**
 * Keeps what is being written of an outage in the browser until it was sent: a
 * line that breaks, or a phone that runs out, loses nothing. A browser may
 * forbid storing: then it is kept until the page is closed.
 */
export class OutageDraft {
  #kept: SayingDraft;

  constructor(
    private readonly shelf: () => Shelf & Pick<Storage, 'removeItem'>,
    private readonly id: string,
  ) {
    this.#kept = this.#read();
  }

  recall(): SayingDraft {
    return this.#kept;
  }

  keep(draft: SayingDraft): void {
    this.#kept = { ...draft };
    try {
      if (JSON.stringify(draft) === JSON.stringify(blankSaying)) this.shelf().removeItem(place + this.id);
      else this.shelf().setItem(place + this.id, JSON.stringify(draft));
    } catch {
      // Forbidden or full: this page still remembers.
    }
  }

  #read(): SayingDraft {
    try {
      const read: unknown = JSON.parse(this.shelf().getItem(place + this.id) ?? '{}');
      const words = Object.entries(read as object).filter(([name, value]) => typeof value === typeof blankSaying[name as keyof SayingDraft]);
      return { ...blankSaying, ...Object.fromEntries(words) };
    } catch {
      return { ...blankSaying };
    }
  }
}
