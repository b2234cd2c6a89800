import { asProblem, type Problem } from './api/problem';

/** One thing a person asks to be done; while it is being done it is not asked for again. */
export class Action {
  working = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Does it and tells whether it worked; what went wrong is kept to be said. */
  async run(deed: () => Promise<unknown>): Promise<boolean> {
    if (this.working) return false;
    [this.working, this.problem] = [true, null];
    try {
      await deed();
      return true;
    } catch (cause) {
      this.problem = asProblem(cause);
      return false;
    } finally {
      this.working = false;
    }
  }
}
