import { defineConfig } from 'vitest/config';

// One browser, one spec at a time: a map drawn without a graphics card needs the whole machine.
export default defineConfig({
  cacheDir: `${import.meta.dirname}/../node_modules/.vite-e2e`,
  test: {
    root: import.meta.dirname,
    include: ['*.spec.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
