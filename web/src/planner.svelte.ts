import { Answer } from './answer.svelte';
import type { Client, Past } from './api/client';
import type { Bounds, Gaps, HamletCard, Hamlets, MapLayer, Release } from './api/contract';
import type { PathAnswer } from './api/path_contract';
import type { SiteDetail } from './api/scenario_contract';
import type { Session } from './api/session_contract';
import { say, type Fill, type Key } from './i18n/say';
import type { HexField } from './map/hex_field';
import { fitView } from './model/fit_view';
import { legendOf } from './model/legend_of';
import type { Memory } from './memory';
import type { Voice } from './panels/context';
import { showsNetwork } from './model/shows_network';
import { firstView, tasteOf, type Taste, type View } from './model/view';
import { viewFromQuery } from './model/view_from_query';
import { viewToQuery } from './model/view_to_query';

/** Where the view is kept between visits: the address bar, or a stand-in. */
export interface Address {
  read(): string;
  write(query: string, newStep: boolean): void;
}

/** Who asks, as far as the map must know: the part of the release they see, and what they may do. */
export type Viewer = Pick<Session, 'cut' | 'abilities'>;

/** What the person chose and what the server answered to it. Nothing here draws. */
export class Planner implements Voice {
  #chosen = $state.raw<View>(firstView);
  readonly release = new Answer<Release>();
  readonly layers = new Answer<ReadonlyMap<string, MapLayer>>();
  readonly gaps = new Answer<Gaps>();
  readonly hamlets = new Answer<Hamlets>();
  readonly card = new Answer<HamletCard>();
  readonly mast = new Answer<SiteDetail>();
  readonly path = new Answer<PathAnswer>();
  readonly hexes = new Answer<HexField | null>();
  /** What of the world the map shows. */
  sight = $state.raw<Bounds | null>(null);
  /** What was last said to people who do not see the page. */
  spoken = $state('');
  /** Where the map was last asked to go. */
  flight = $state.raw<Bounds | null>(null);

  /** The view, as far as the release can show it. */
  readonly view = $derived.by(() => (this.release.value ? fitView(this.#chosen, this.release.value, this.viewer.cut) : this.#chosen));
  readonly legend = $derived.by(() => (this.release.value ? legendOf(this.release.value, this.view.technology) : null));
  readonly hamletByCode = $derived.by(() => new Map(this.hamlets.value?.rows.map((row) => [row.code, row])));

  /** The mast whose card is open: for those whose map has masts, and where no hamlet's card is. */
  readonly mastShown = $derived.by(() => (this.view.hamlet === null && this.layers.value?.has('sites') ? this.view.mast : null));

  constructor(
    private readonly client: Client,
    private readonly address: Address,
    private readonly memory: Memory,
    readonly viewer: Viewer,
  ) {
    this.readAddress();
  }

  /** Says a sentence in the person's language. */
  readonly t = (key: Key, fill?: Fill): string => say(this.view.language, key, fill);

  get taste(): Taste {
    return tasteOf(this.view);
  }

  readonly like = (change: (taste: Taste) => Taste): void => this.change((view) => ({ ...view, ...change(tasteOf(view)) }), false);

  /** Whether the way of the signal may be asked for: an operator's people only for their own network. */
  get seesPath(): boolean {
    const single = this.release.value?.technologies.some(({ code }) => code === this.view.technology) ?? false;
    return single && this.view.release === null && this.can('paths') && showsNetwork(this.viewer.cut, this.view.operator);
  }

  /** The release that is asked for, as the server's addresses name it. */
  get #past(): Past {
    return this.#chosen.release === null ? {} : { release: this.#chosen.release };
  }

  /** Whether the person may try out a level of their own: the legend of a network whose levels they are told. */
  get triesLevels(): boolean {
    const { technology, operator } = this.view;
    return this.legend !== null && this.layers.value?.get(`coverage-${technology}-${operator}`)?.columns !== undefined && showsNetwork(this.viewer.cut, operator);
  }

  /** Every hex of the network, to be coloured and counted here. */
  async askHexes(): Promise<void> {
    const { technology, operator } = this.view;
    const { value: release } = this.release;
    this.hexes.forget();
    if (!release) return;
    const [address, scale] = [{ cut: this.viewer.cut, release: release.id, network: `${technology}-${operator}` }, this.legend?.classes ?? []];
    await this.hexes.ask(async (signal) => {
      const [columns, { hexField }] = await Promise.all([this.client.columns(address, signal), import('./map/hex_field')]);
      return columns && hexField(columns, scale);
    });
  }

  can(ability: string): boolean {
    return this.viewer.abilities.includes(ability);
  }

  /** Changes the view and the address with it; a new step can be undone with the browser's back. */
  change(change: (view: View) => View, newStep = true): void {
    const before = this.#chosen;
    this.#chosen = change(this.view);
    this.memory.keep(before, this.#chosen);
    this.address.write(viewToQuery(this.#chosen, this.memory.recall()), newStep);
  }

  /** Asks the map to show a place; no map, no flight. */
  goTo(bounds: Bounds): void {
    this.flight = bounds;
  }

  readAddress(): void {
    this.#chosen = viewFromQuery(this.address.read(), this.memory.recall());
  }

  async askRelease(): Promise<void> {
    await this.release.ask((signal) => this.client.release(signal, this.#past));
    const id = this.release.value?.id;
    if (id !== undefined) await this.layers.ask((signal) => this.client.layers(this.viewer.cut, id, signal));
  }

  askGaps(): Promise<void> {
    const { technology, operator, definition, vintage, level } = this.view;
    return this.#ofOneRelease(this.gaps, (signal) => this.client.gaps({ ...this.#past, technology, operator, definition, vintage, level }, signal));
  }

  askHamlets(): Promise<void> {
    const { technology, operator, definition, vintage } = this.view;
    return this.#ofOneRelease(this.hamlets, (signal) => this.client.hamlets({ ...this.#past, technology, operator, definition, vintage }, signal));
  }

  askCard(): Promise<void> {
    const { hamlet } = this.view;
    if (hamlet === null) return Promise.resolve(this.card.forget());
    return this.#ofOneRelease(this.card, (signal) => this.client.hamlet(hamlet, signal, this.#past));
  }

  askMast(): Promise<void> {
    const mast = this.mastShown;
    if (mast === null) return Promise.resolve(this.mast.forget());
    return this.#ofOneRelease(this.mast, (signal) => this.client.mast(mast, signal, this.#past));
  }

  /** The way of the signal to the open hamlet. The last one is forgotten first: it says nothing of another hamlet or network. */
  askPath(): Promise<void> {
    const { hamlet, technology, operator } = this.view;
    this.path.forget();
    if (hamlet === null) return Promise.resolve();
    return this.#ofOneRelease(this.path, (signal) => this.client.path({ to: hamlet, technology, operator }, signal));
  }

  /** A release may be published while the page is open: then everything is asked again. */
  async #ofOneRelease<T extends { release: string }>(answer: Answer<T>, question: (signal: AbortSignal) => Promise<T>) {
    await answer.ask(question);
    const known = this.release.value?.id;
    if (answer.value && known !== undefined && answer.value.release !== known && !this.release.waiting) await this.askRelease();
  }
}
