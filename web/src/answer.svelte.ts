import { asProblem, type Problem } from './api/problem';

/**
 * One question to the server and its last answer. Asking again stops the
 * question under way; the old answer stays until the new one is there, so that
 * the page never blinks.
 */
export class Answer<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  waiting = $state(false);
  #stop: AbortController | null = null;

  async ask(question: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.waiting = true;
    try {
      const value = await question(stop.signal);
      if (stop.signal.aborted) return;
      [this.value, this.problem] = [value, null];
    } catch (cause) {
      if (stop.signal.aborted) return;
      this.problem = asProblem(cause);
    } finally {
      if (this.#stop === stop) this.waiting = false;
    }
  }

  /** Takes an answer that came another way. */
  set(value: T): void {
    this.#stop?.abort();
    [this.value, this.problem, this.waiting] = [value, null, false];
  }

  /** Forgets the answer and stops the question under way. */
  forget(): void {
    this.#stop?.abort();
    [this.value, this.problem, this.waiting] = [null, null, false];
  }
}
