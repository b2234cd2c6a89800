import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Go refuses to embed an empty folder: write back the file that emptyOutDir removed. */
function keepFolder(): Plugin {
  return {
    name: 'keep-folder',
    apply: 'build',
    closeBundle() {
      mkdirSync('dist', { recursive: true });
      writeFileSync('dist/.keep', '');
    },
  };
}

/** The server draws style documents with the page's colours: they are a file of the site. */
function sharePalettes(): Plugin {
  return {
    name: 'share-palettes',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'palettes.json', source: readFileSync('src/theme/palettes.json') });
    },
  };
}

const server = process.env['PHUSONG_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [svelte(), keepFolder(), sharePalettes()],
  base: './', // the server makes addresses of index.html absolute: it knows where the site lies
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a strict content policy allows no data: fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // MapLibre is one guest and comes whole
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': server, '/tiles': server } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
