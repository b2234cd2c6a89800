import { Action } from './action.svelte';
import { Answer } from './answer.svelte';
import type { Door } from './api/door';
import * as desk from './api/uploads';
import type { Answering, Impact, Progress, Upload, UploadRows } from './api/upload_contract';
import { underWay } from './model/upload_state';

/** Which rows are looked at. */
export interface RowFilter {
  place: string;
  code: string;
  group: string;
}

const pageSize = 50;

/** One list on its way in, as a person works on it. Nothing here draws. */
export class Handing {
  readonly upload = new Answer<Upload>();
  readonly rows = new Answer<UploadRows>();
  readonly impact = new Answer<Impact>();
  readonly action = new Action();
  progress = $state.raw<Progress | null>(null);
  filter = $state.raw<RowFilter>({ place: 'question', code: '', group: '' });
  shown = $state(pageSize);
  #stop: () => void = () => undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly door: Door,
    readonly id: string,
    /** How long to wait before looking again when the line to the server broke, in milliseconds. */
    private readonly pause = 1000,
  ) {}

  /** The upload as it was last understood: it stays in sight while it is read again. */
  last = $state.raw<Upload | null>(null);

  async open(): Promise<void> {
    await this.ask();
    if (this.upload.value?.counts && this.filter.place === 'question' && !this.upload.value.counts.questions) this.filter = { place: 'corrected', code: '', group: '' };
    await this.askRows();
  }

  /** Asks how the upload stands and, while the server works on it, follows its progress. */
  async ask(): Promise<void> {
    await this.upload.ask((signal) => desk.askUpload(this.door, this.id, signal));
    this.#follow();
    if (this.known) this.last = this.upload.value;
    if (this.known) await Promise.all([this.askRows(), this.impact.ask((signal) => desk.askImpact(this.door, this.id, signal))]);
  }

  /** Whether the file was understood and not taken back, so that there are rows and a comparison to ask for. */
  get known(): boolean {
    const now = this.upload.value;
    return now !== null && now.counts !== null && now.counts !== undefined && now.state !== 'reading' && now.state !== 'failed' && now.state !== 'withdrawn';
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#again);
  }

  #follow(): void {
    this.#stop();
    this.#stop = () => undefined;
    const now = this.upload.value;
    if (!now || !underWay(now.state)) {
      this.progress = null;
      return;
    }
    this.#stop = desk.watchUpload(this.door, this.id, (progress) => (this.progress = progress), () => {
      this.#again = setTimeout(() => void this.ask(), this.pause);
    });
  }

  askRows(): Promise<void> {
    if (!this.known) return Promise.resolve();
    const { place, code, group } = this.filter;
    const question = { place: place || undefined, code: code || undefined, group: group || undefined, limit: this.shown, offset: 0 };
    return this.rows.ask((signal) => desk.askRows(this.door, this.id, question, signal));
  }

  look(filter: RowFilter): Promise<void> {
    [this.filter, this.shown] = [filter, pageSize];
    return this.askRows();
  }

  more(): Promise<void> {
    this.shown += pageSize;
    return this.askRows();
  }

  setColumns(columns: desk.ColumnChoice[]): Promise<boolean> {
    return this.#act(() => desk.setColumns(this.door, this.id, columns));
  }

  answer(answers: Answering[]): Promise<boolean> {
    return this.#act(() => desk.answerRows(this.door, this.id, answers));
  }

  computeImpact(): Promise<boolean> {
    return this.#act(() => desk.startImpact(this.door, this.id));
  }

  submit(): Promise<boolean> {
    return this.#act(() => desk.submitUpload(this.door, this.id));
  }

  approve(confirmRemoval: boolean): Promise<boolean> {
    return this.#act(() => desk.approveUpload(this.door, this.id, confirmRemoval));
  }

  withdraw(): Promise<boolean> {
    return this.#act(() => desk.withdrawUpload(this.door, this.id));
  }

  async #act(deed: () => Promise<unknown>): Promise<boolean> {
    const done = await this.action.run(deed);
    if (done) await this.ask();
    return done;
  }
}
