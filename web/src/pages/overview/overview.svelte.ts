import { Answer } from '../../answer.svelte';
import { Client, type Past } from '../../api/client';
import type { Gaps, Release } from '../../api/contract';
import { askChanges, askClaims, askPatches, askReleases } from '../../api/leader';
import type { Changes, Claims, Patches, ReleaseLine } from '../../api/leader_contract';
import type { Visit } from '../../visit.svelte';
import { carryTaste } from '../../model/carry_taste';
import { fitInquiry, inquiryFromQuery, inquiryToQuery, type Inquiry } from '../../model/overview/inquiry';

/** What a leader asked and what the server answered. */
export class Overview {
  #chosen = $state.raw<Inquiry>(inquiryFromQuery(''));
  #asOf = $state<string>();
  readonly release = new Answer<Release>();
  readonly gaps = new Answer<Gaps>();
  readonly releases = new Answer<{ rows: ReleaseLine[] }>();
  readonly changes = new Answer<Changes>();
  readonly claims = new Answer<Claims>();
  readonly patches = new Answer<Patches>();

  readonly cut: string;
  readonly client: Client;

  /** Keeps: words of the address that are the page's own and stay as they are. */
  constructor(
    readonly visit: Visit,
    private readonly keeps: readonly string[] = [],
  ) {
    this.cut = visit.session.value?.cut ?? 'public';
    this.client = new Client(visit.door);
    this.readAddress();
  }

  /** Which release is asked for: a number in the address before a day. */
  readonly past = $derived.by((): Past => (this.#chosen.release !== null ? { release: this.#chosen.release } : this.#asOf ? { asOf: this.#asOf } : {}));

  /** The inquiry, as far as the release can answer it; a release that was found by its day is named from then on. */
  readonly inquiry = $derived.by(() => {
    const release = this.release.value;
    if (!release) return this.#chosen;
    return fitInquiry({ ...this.#chosen, release: this.past.asOf ? release.id : this.#chosen.release }, release, this.cut);
  });

  /** The number of an earlier release that is shown; nothing where it is the one that readers see, whichever that is. */
  get shown(): string | undefined {
    return this.inquiry.release ?? undefined;
  }

  /** What the gap list is asked with; it changes when, and only when, it must be asked again. */
  readonly key = $derived.by(() => {
    const { technology, operator, definition, level, vintage } = this.inquiry;
    return this.release.value ? [this.release.value.id, technology, operator, definition, level, vintage].join('|') : null;
  });

  /** Whether none was published before the release shown: then there is nothing to compare it with. Null until that is known. */
  readonly first = $derived.by(() => {
    const [rows, release] = [this.releases.value?.rows, this.release.value];
    return rows && release ? rows.findIndex(({ id }) => id === release.id) === rows.length - 1 : null;
  });

  /** Changes the inquiry and the address with it; the browser's back undoes it. */
  change(change: (inquiry: Inquiry) => Inquiry, newStep = true): void {
    this.#chosen = change(this.inquiry);
    this.#asOf = undefined;
    const { place } = this.visit;
    const { path, search } = place.read();
    const query = new URLSearchParams(inquiryToQuery(this.#chosen));
    for (const name of this.keeps) {
      const kept = new URLSearchParams(search).get(name);
      if (kept !== null) query.set(name, kept);
    }
    (newStep ? place.push : place.replace)(carryTaste(search, query.size > 0 ? `${path}?${query.toString()}` : path));
  }

  readAddress(): void {
    const { search } = this.visit.place.read();
    this.#chosen = inquiryFromQuery(search);
    this.#asOf = /^\d{4}-\d\d-\d\d$/.exec(new URLSearchParams(search).get('asOf') ?? '')?.[0];
  }

  /** The release chosen, by its number or by a day; the one that readers see where neither is said. */
  readonly askRelease = () => this.release.ask((signal) => this.client.release(signal, this.past));

  readonly askReleases = () => this.releases.ask((signal) => askReleases(this.visit.door, signal));

  readonly askGaps = () => {
    const { technology, operator, definition, level, vintage } = this.inquiry;
    return this.gaps.ask((signal) => this.client.gaps({ release: this.shown, technology, operator, definition, level, vintage }, signal));
  };

  readonly askChanges = () => this.changes.ask((signal) => askChanges(this.visit.door, this.inquiry, { to: this.shown }, 1, signal));

  /** The largest inhabited places without signal; they are of one technology. */
  readonly askPatches = () => {
    const single = this.release.value?.technologies.some(({ code }) => code === this.inquiry.technology) ?? false;
    if (!single) return Promise.resolve(this.patches.forget());
    return this.patches.ask((signal) => askPatches(this.visit.door, { ...this.inquiry, release: this.shown }, 3, signal));
  };

  readonly askClaims = () => this.claims.ask((signal) => askClaims(this.visit.door, signal, this.shown));
}
