import { Action } from '../../action.svelte';
import { Answer } from '../../answer.svelte';
import type { Point } from '../../api/contract';
import type { Door } from '../../api/door';
import { Problem } from '../../api/problem';
import { askPlaces } from '../../api/leader';
import * as scenarios from '../../api/scenarios';
import type { SavedScenario, Scenario, SiteDetail, SitePresence, TrialQuestion } from '../../api/scenario_contract';
import { addMast, changeOf, freshCode, mastsOf, type Changes, type Mast, sameMast } from '../../model/plan/changes';
import { begin, redo, step, undo } from '../../model/plan/history';

const keyOf = ({ operator, site }: Mast) => `${operator} ${site}`;

/** One what-if as a planner works on it: the changes, their undoing, and what the server says they would do. Nothing here draws. */
export class Plan {
  #history = $state.raw(begin<Scenario>({ base: 0, changes: [] }));
  readonly result = new Answer<scenarios.Tried>();
  /** Whether the map shows what is planned, or what there is. */
  drawn = $state(true);
  readonly opened = new Answer<SavedScenario>();
  readonly saving = new Action();
  readonly looking = new Action();
  /** The scenario as the server last had it; null while it has no name. */
  saved = $state.raw<SavedScenario | null>(null);
  /** Another's version that came between; what is here is not saved then. */
  conflict = $state.raw<SavedScenario | null>(null);
  chosen = $state.raw<Mast | null>(null);
  /** What stands on a mast that was pressed and carries several operators. */
  offered = $state.raw<SiteDetail | null>(null);
  /** Whether the next press of the map puts a mast up. */
  placing = $state(false);
  /** Where the map looks; null where there is none. */
  middle: () => Point | null = () => null;
  /** Takes a place of the map that was pressed while a mast is being put up. */
  aimedAt: (at: Point) => void = () => undefined;
  /** Whether the answer takes longer than a second. */
  slow = $state(false);
  #known = $state.raw<ReadonlyMap<string, SitePresence>>(new Map());
  #wait: ReturnType<typeof setTimeout> | undefined;
  #tell: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly door: Door,
    readonly id: string | null,
    /** Whether the person may try things out, or only read what is kept. */
    readonly able: boolean,
    /** How long to wait for the next change before asking, in milliseconds. */
    private readonly pause = 120,
  ) {}

  readonly scenario = $derived.by(() => this.#history.now);
  readonly changes = $derived.by((): Changes => this.#history.now.changes);
  readonly undoable = $derived.by(() => this.#history.past.length > 0);
  readonly redoable = $derived.by(() => this.#history.future.length > 0);
  /** What is kept, as it was written here: the server may write the same otherwise. */
  #kept = $state.raw(JSON.stringify([0, []]));
  readonly dirty = $derived.by(() => JSON.stringify([this.scenario.base, this.changes]) !== this.#kept);
  readonly places = $derived.by((): ReadonlyMap<string, Point> => new Map([...this.#known].map(([key, { position }]) => [key, position])));

  presenceOf(mast: Mast): SitePresence | undefined {
    return this.#known.get(keyOf(mast));
  }

  /** Where a mast is to stand. */
  placeOf(mast: Mast): Point | undefined {
    return changeOf(this.changes, mast, 'add')?.at ?? changeOf(this.changes, mast, 'move')?.at ?? this.places.get(keyOf(mast));
  }

  change(by: (changes: Changes) => Changes): void {
    this.#history = step(this.#history, { ...this.scenario, changes: by(this.changes) });
  }

  undo(): void {
    this.#history = undo(this.#history);
    this.#forgetChosen();
  }

  redo(): void {
    this.#history = redo(this.#history);
    this.#forgetChosen();
  }

  #forgetChosen(): void {
    const mast = this.chosen;
    if (mast && !this.presenceOf(mast) && !this.changes.some((change) => sameMast(change, mast))) this.chosen = null;
  }

  /** Puts a mast up with the usual equipment of a technology. */
  place(at: Point, operator: string, technology: string): void {
    const site = freshCode(this.changes);
    this.change((changes) => addMast(changes, { operator, site, at: [round(at[0]), round(at[1])], radio: [{ technology }] }));
    [this.chosen, this.placing, this.offered] = [{ operator, site }, false, null];
  }

  /** Looks a mast of the release up; where one operator is on it, it is chosen. */
  look(id: string): Promise<boolean> {
    return this.looking.run(async () => {
      const site = await this.#learn(id);
      const named = site.presences.filter((presence) => presence.code);
      const [only] = named;
      if (only?.code && named.length === 1) this.choose({ operator: only.operator, site: only.code });
      else [this.chosen, this.offered] = [null, site];
    });
  }

  /** Finds a mast of the release by an operator's code for it. */
  async find(code: string): Promise<boolean> {
    let found: string | undefined;
    const asked = await this.looking.run(async () => {
      found = await this.#idOf(code);
    });
    return asked && found !== undefined && (await this.look(found));
  }

  async #idOf(code: string): Promise<string | undefined> {
    const { rows } = await askPlaces(this.door, code);
    return rows.find(({ kind }) => kind === 'mast')?.code;
  }

  /** Keeps what the lists say of a mast. */
  async #learn(id: string): Promise<SiteDetail> {
    const site = await scenarios.askSite(this.door, id);
    const known = new Map(this.#known);
    for (const presence of site.presences) if (presence.code) known.set(keyOf({ operator: presence.operator, site: presence.code }), presence);
    this.#known = known;
    return site;
  }

  /** Where the masts of an opened scenario stand that the lists have: without it the map could not show them. */
  async #learnAll(changes: Changes): Promise<void> {
    const unknown = mastsOf(changes).filter(({ mast, changes: said }) => !this.presenceOf(mast) && said.every(({ kind }) => kind !== 'add'));
    for (const { mast } of unknown) {
      const id = await this.#idOf(mast.site).catch(() => undefined);
      if (id) await this.#learn(id).catch(() => undefined); // a mast that is gone is shown in the table alone
    }
  }

  choose(mast: Mast | null): void {
    [this.chosen, this.offered, this.placing] = [mast, null, false];
  }

  /** Takes the release that readers see as the base; nothing was worked out anew before. */
  rebase(release: string): void {
    this.#history = step(this.#history, { ...this.scenario, base: Number(release) });
  }

  async open(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    await this.opened.ask((signal) => scenarios.askScenario(this.door, id, undefined, signal));
    if (!this.opened.value) return;
    this.#take(this.opened.value);
    await this.#learnAll(this.changes);
  }

  #take(scenario: SavedScenario): void {
    [this.saved, this.conflict] = [scenario, null];
    this.#history = begin<Scenario>({ base: scenario.base, changes: scenario.changes });
    this.#kept = JSON.stringify([scenario.base, scenario.changes]);
    this.chosen = null;
  }

  /** Asks what the changes would do, once no further change follows at once; the question before is dropped. */
  ask(question: TrialQuestion): void {
    clearTimeout(this.#wait);
    clearTimeout(this.#tell);
    const { scenario } = this;
    this.#wait = setTimeout(() => {
      this.#tell = setTimeout(() => (this.slow = true), 1000);
      void this.result
        .ask((signal) => (this.able || this.id === null ? scenarios.askWhatIf(this.door, scenario, question, signal) : scenarios.askResult(this.door, this.id, question, signal)))
        .finally(() => {
          if (this.result.waiting) return;
          clearTimeout(this.#tell);
          this.slow = false;
        });
    }, this.pause);
  }

  close(): void {
    clearTimeout(this.#wait);
    clearTimeout(this.#tell);
    this.result.forget();
  }

  /** Keeps the changes: as the next version of one's own, or under a new name. The release they were worked out on is their base. */
  async save(name: string, notes: string, asNew: boolean): Promise<boolean> {
    const base = this.scenario.base || Number(this.result.value?.release ?? 0);
    const draft = { name, notes, base, changes: this.changes };
    const { saved } = this;
    const done = await this.saving.run(async () => {
      const written = JSON.stringify([this.scenario.base, this.changes]);
      this.saved = saved?.own && !asNew ? await scenarios.saveScenario(this.door, saved.id, saved.current, draft) : await scenarios.addScenario(this.door, draft);
      this.#kept = written;
    });
    if (!done && saved && this.saving.problem instanceof Problem && this.saving.problem.status === 409) {
      await this.opened.ask((signal) => scenarios.askScenario(this.door, saved.id, undefined, signal));
      this.conflict = this.opened.value;
    }
    return done;
  }

  /** Two came between each other: keeps theirs, or goes on with one's own on top of it. */
  settle(mine: boolean): void {
    const theirs = this.conflict;
    if (!theirs) return;
    this.saving.problem = null;
    if (mine) [this.saved, this.conflict] = [theirs, null];
    else this.#take(theirs);
  }

  async restore(version: number): Promise<boolean> {
    const { saved } = this;
    if (!saved) return false;
    return this.saving.run(async () => this.#take(await scenarios.restoreScenario(this.door, saved.id, version, saved.current)));
  }
}

/** A place to a tenth of a metre: more is noise of the pointer. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
