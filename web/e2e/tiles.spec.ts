import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { palettes } from '../src/theme/palette';
import { planning } from './account';
import { serverURL } from './page';
import { askRelease, Planner } from './planner';
import { visiting } from './visitor';

const opens = visiting(Planner);

/** Paints one view from two layers in turn, nothing else, and counts the pixels that differ; runs in the page. */
async function differing({ tiles, colours }: { tiles: string; colours: (string | number)[] }): Promise<{ differ: number; of: number; colours: number }> {
  const { Map: GlMap, setWorkerUrl } = (window as unknown as { gl: typeof import('maplibre-gl') }).gl;
  setWorkerUrl('/bare/maplibre-gl-worker.mjs');
  const pictures: Uint8ClampedArray[] = [];
  for (const layer of ['coverage', 'hexes']) {
    const container = document.body.appendChild(document.createElement('div'));
    container.style.cssText = 'width: 900px; height: 700px';
    const map = new GlMap({
      container, center: [105.3, 22.3], zoom: 12.3, attributionControl: false, fadeDuration: 0, canvasContextAttributes: { antialias: false, preserveDrawingBuffer: true },
      style: {
        version: 8, sources: { it: { type: 'vector', url: `${tiles}/${layer}-4G-any.json` } },
        layers: [{ id: 'it', type: 'fill', source: 'it', 'source-layer': layer, paint: { 'fill-color': ['match', ['get', 'class'], ...colours, '#ff0000'] as never, 'fill-antialias': false } }],
      },
    });
    await map.once('idle');
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [900, 700];
    const context = canvas.getContext('2d');
    context?.drawImage(map.getCanvas(), 0, 0);
    pictures.push(context?.getImageData(0, 0, 900, 700).data ?? new Uint8ClampedArray());
    map.remove();
  }
  const words = pictures.map((bytes) => new Uint32Array(bytes.buffer));
  const [dissolved, single] = [words[0] ?? new Uint32Array(), words[1] ?? new Uint32Array()];
  return { differ: dissolved.filter((pixel, i) => pixel !== single[i]).length, of: dissolved.length, colours: new Set(dissolved).size };
}

describe('tiles in a browser', () => {
  it('paint the same picture of areas of one class as of single hexes', async () => {
    const me = await opens('desk', '/healthz', { who: planning });
    const library = join(import.meta.dirname, '../node_modules/maplibre-gl/dist');
    await me.page.route('**/bare/*', (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      return name === 'page' ? route.fulfill({ contentType: 'text/html', body: '<body><script type="module">import * as gl from "./maplibre-gl.mjs"; window.gl = gl;</script>' }) : route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(library, name)) });
    });
    await me.goes('/bare/page');
    await me.page.waitForFunction(() => 'gl' in window);
    const release = await askRelease();
    const scale = release.scales.find(({ technology }) => technology === '4G');
    const colours = (scale?.classes ?? []).flatMap(({ class: number, code }) => [number, palettes.light.classes[code] ?? '#000000']);
    const found = await me.page.evaluate(differing, { tiles: `${serverURL()}/tiles/staff/${release.id}`, colours });
    console.info(`pixels that differ: ${found.differ} of ${found.of}, ${found.colours} colours`);
    expect(found.colours).toBeGreaterThanOrEqual(4);
    expect(found.differ / found.of).toBeLessThanOrEqual(0.0001);
  });

  it('weigh 0.2 MB in a session of 16 views, from the province to a hamlet, hills and levels by hex among them', async () => {
    const me = await opens('desk', '/healthz', { who: planning });
    const weights = new Map<string, number>();
    me.page.context().on('requestfinished', async (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/tiles/')) return;
      const layer = pathname.split('/')[4]?.split('.')[0] ?? '';
      const { responseBodySize } = await request.sizes(); // before the sum is read: others are added meanwhile
      weights.set(layer, (weights.get(layer) ?? 0) + responseBodySize);
    });
    await me.goes('/');
    await me.seesMap();
    const canvas = me.page.getByTestId('map').locator('canvas');
    const steps = ['+', 'ArrowUp', '+', 'ArrowRight', '+', 'ArrowDown', '+', 'ArrowLeft', '+', 'ArrowUp', '+', 'ArrowRight', 'ArrowDown', '-', '-'];
    for (const key of steps) {
      const before = me.page.url();
      await canvas.press(key);
      await me.page.waitForURL((url) => url.href !== before);
      await me.seesMap();
    }
    const total = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
    console.info(`16 views: ${total} bytes`, Object.fromEntries([...weights].sort(([, a], [, b]) => b - a)));
    for (const layer of ['coverage-4G-any', 'hills', 'borders-2024', 'territories', 'sites', 'columns']) expect(weights.get(layer), layer).toBeGreaterThan(500);
    expect(total).toBeLessThanOrEqual(200_000);
  });
});
