import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** By name: what approves a list comes last, because the map follows it. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

// One browser, one spec at a time: a map drawn without a graphics card needs the whole machine.
export default defineConfig({
  cacheDir: `${import.meta.dirname}/../node_modules/.vite-e2e`,
  test: {
    root: import.meta.dirname,
    include: ['*.spec.ts'],
    globalSetup: ['browser.ts'],
    fileParallelism: false,
    isolate: false, // a login is good for all specs
    sequence: { sequencer: ByName },
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
