import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { firstView, layers, verdicts, type View } from '../model/view';
import { pathOnMap } from '../model/path_on_map';
import { samplePath } from '../model/sample_path';
import { palettes } from '../theme/palette';
import { parseImageName } from './image_names';
import { layerNames, type Scene } from './scene';
import { shortName, styleOf } from './style';

const classes = ['none', 'weak', 'limited', 'fair', 'good', 'very_good'].map((code, number) => ({ code, class: number }));

function scene(view: Partial<View> = {}, rest: Partial<Scene> = {}): Scene {
  const whole = { ...firstView, ...view };
  const hamlets: Scene['hamlets'] = [{ code: 'H1', name: 'Bản Khẻ', listed: true, centre: [105.1, 22], verdict: 'none', people: 90 }, { code: 'R1', name: 'Xã', listed: false, centre: [105, 22], verdict: 'none', people: null }];
  return {
    view: whole,
    palette: palettes.light,
    cut: 'staff',
    release: '3',
    origin: 'http://here',
    layers: new Set(Object.values(layerNames({ hamlets, ...rest, view: whole }))),
    technologies: [whole.technology],
    classes: [...classes, { code: 'unknown', class: 15 }],
    hamlets,
    districts: [{ code: '072', name: 'Huyện Na Hang', at: [105.4, 22.4], weight: 9 }],
    communes: [],
    path: null,
    textScale: 1,
    ...rest,
  };
}

const ids = (s: Scene) => styleOf(s).layers.map((layer) => layer.id);

describe('the style', () => {
  it('is a style MapLibre accepts, whatever is hidden, filtered, chosen or coloured', () => {
    for (const palette of Object.values(palettes)) {
      for (const hidden of [[], ...layers.map((layer) => [layer])]) {
        for (const verdict of [null, ...verdicts]) {
          for (const operator of ['any', 'vnpt']) {
            const style = styleOf(scene({ hidden, verdict, operator, hamlet: 'H1', unit: '072' }, { palette, path: pathOnMap(samplePath()) }));
            expect(validateStyleMin(style).map((problem) => problem.message)).toEqual([]);
          }
        }
      }
    }
  }, 20_000);

  it('is one MapLibre accepts before the server has named its classes', () => {
    expect(validateStyleMin(styleOf(scene({}, { classes: [] })))).toEqual([]);
  });

  it('asks nobody but the page’s own server', () => {
    const style = styleOf(scene());
    expect([style.glyphs, style.sprite]).toEqual([undefined, undefined]);
    for (const url of JSON.stringify(style).match(/https?:\/\/[^"]+/g) ?? []) expect(url).toMatch(/^http:\/\/here\/tiles\/staff\/3\//);
  });

  it('draws every source it names, and names every source it draws', () => {
    const style = styleOf(scene());
    const drawn = new Set(style.layers.flatMap((layer) => ('source' in layer ? [String(layer.source)] : [])));
    expect([...drawn].sort()).toEqual(Object.keys(style.sources).sort());
  });

  it('does not ask for a layer the release does not have', () => {
    const style = styleOf(scene({}, { layers: new Set(['coverage-4G-any']) }));
    expect(style.sources).not.toHaveProperty('relief');
    expect(style.layers.map((l) => l.id)).not.toContain('relief');
    expect(style.sources).toHaveProperty('coverage');
  });

  it('follows technology, operator, definition and vintage', () => {
    const { sources } = styleOf(scene({ technology: '5G', operator: 'vnpt', definition: 'people', vintage: '2025-07', verdict: 'none', unit: '072' }));
    const asked = JSON.stringify(sources);
    for (const name of ['coverage-5G-vnpt', 'hamlets-5G-vnpt-people', 'communes-2025-07', 'borders-2025-07']) expect(asked).toContain(name);
  });

  it('has no layer twice', () => {
    const all = ids(scene({}, { path: pathOnMap(samplePath()) }));
    expect(new Set(all).size).toBe(all.length);
  });

  it('draws the way of the signal under the verdicts, its obstacle with it, and none without a card', () => {
    const style = (path: Scene['path']) => styleOf(scene({}, { path }));
    const open = style(pathOnMap(samplePath()));
    const order = open.layers.map((layer) => layer.id);
    expect(order.indexOf('path')).toBeLessThan(order.indexOf('hamlet-centres'));
    expect(JSON.stringify(open.sources['path'])).toContain('[105.05,22]');
    expect(JSON.stringify(style(pathOnMap(samplePath({ obstacle: null }))).sources['path'])).not.toContain('obstacle');
    expect(Object.keys(style(null).sources)).not.toContain('path');
    expect(ids(scene()).filter((id) => id.startsWith('path'))).toEqual([]);
  });

  it.each([
    ['coverage', 'coverage'],
    ['hamlets', 'hamlet-centres'],
    ['sites', 'sites'],
    ['borders', 'commune-borders'],
    ['relief', 'relief'],
  ] as const)('hides %s when asked', (layer, id) => {
    expect(ids(scene())).toContain(id);
    expect(ids(scene({ hidden: [layer] }))).not.toContain(id);
  });

  it('draws masts that carry any technology of the question', () => {
    const drawn = JSON.stringify(styleOf(scene({ technology: '4G+' }, { technologies: ['4G', '5G'] })).layers.find(({ id }) => id === 'sites'));
    expect(drawn).toContain(',4G,');
    expect(drawn).toContain(',5G,');
    expect(drawn).not.toContain('4G+');
  });

  it('asks for inhabited places without signal only where they are switched on', () => {
    expect(JSON.stringify(styleOf(scene()))).not.toContain('gap');
    const { sources, layers } = styleOf(scene({ hidden: [] }));
    expect(JSON.stringify(sources)).toContain('/gaps-4G-any.json');
    expect(layers.filter((layer) => 'source' in layer && layer.source === 'gaps')).toHaveLength(5);
  });

  it('lays hills over the colours, and hamlets and names over the hills', () => {
    const order = ids(scene());
    const at = (id: string) => order.indexOf(id);
    expect(at('coverage')).toBeLessThan(at('relief'));
    expect(at('relief')).toBeLessThan(at('hamlet-centres'));
    expect(at('sites')).toBeLessThan(at('hamlet-centres'));
    expect(at('hamlet-centres')).toBeLessThan(at('district-names'));
  });

  it('paints territories by verdict only where no signal is painted', () => {
    const opacity = (s: Scene) => styleOf(s).layers.find((l) => l.id === 'hamlet-areas')?.paint;
    expect(opacity(scene())).toMatchObject({ 'fill-opacity': 0 });
    expect(opacity(scene({ hidden: ['coverage'] }))).not.toMatchObject({ 'fill-opacity': 0 });
  });

  it('colours each class the server names, by its number', () => {
    const paint = styleOf(scene()).layers.find((l) => l.id === 'coverage')?.paint as { 'fill-color': unknown[] };
    expect(paint['fill-color']).toContain(15);
    expect(paint['fill-color']).toContain(palettes.light.classes['very_good']);
  });

  it('names only images that can be drawn', () => {
    const names = JSON.stringify(styleOf(scene({ hidden: ['coverage'] }, { path: pathOnMap(samplePath()) }))).match(/"(verdict|small|pattern|mast|obstacle)[\w-]*\/\w+"/g) ?? [];
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) expect(parseImageName(name.replaceAll('"', ''))).not.toBeNull();
  });

  it('rings the mast whose card is open, where no hamlet’s is', () => {
    const ring = (view: { mast: string; hamlet?: string }) => styleOf(scene(view)).layers.find(({ id }) => id === 'site-chosen');
    expect(ring({ mast: 'm1' })).toMatchObject({ filter: ['==', ['get', 'site'], 'm1'] });
    expect(ring({ mast: 'm1', hamlet: 'H1' })).toBeUndefined();
  });
  it('marks the chosen hamlet, and nothing when none is chosen', () => {
    const filter = (code: string | null) => JSON.stringify(styleOf(scene({ hamlet: code })).layers.find((l) => l.id === 'hamlet-chosen') ?? null);
    expect(filter('H7')).toContain('"H7"');
    expect(filter(null)).toBe('null');
  });

  it('draws hamlets of the list, each that is a place, and of the tiles where there is no list', () => {
    const { sources } = styleOf(scene());
    expect(JSON.stringify(sources['hamlet-centres'])).toContain('Bản Khẻ');
    expect(JSON.stringify(sources['hamlet-centres'])).not.toContain('R1');
    const listless = styleOf(scene({}, { hamlets: null }));
    expect(listless.sources).not.toHaveProperty('hamlet-centres');
    expect(listless.layers.find(({ id }) => id === 'hamlet-centres')).toMatchObject({ source: 'hamlets', 'source-layer': 'hamlet-centres' });
  });

  it('fetches verdicts of territories only where they are drawn, and areas of units only where one is opened', () => {
    const asked = (view: Partial<View>) => JSON.stringify(styleOf(scene(view)).sources);
    expect(asked({})).toContain('/territories.json');
    expect(asked({})).not.toMatch(/\/(communes|districts|hamlets)-/);
    for (const view of [{ hidden: ['coverage'] }, { verdict: 'none' }] as const) expect(asked(view)).toContain('/hamlets-4G-any-centre.json');
    expect(asked({ unit: '072' })).toContain('/communes-2024.json');
  });

  it('fetches territories from afar only where it is they that show the verdicts, or one is chosen', () => {
    const fromAfar = (view: Partial<View>) => styleOf(scene(view)).layers.filter((l) => 'source' in l && l.source === 'hamlets' && (l.minzoom ?? 0) < 11).length > 0;
    expect([fromAfar({}), fromAfar({ hidden: ['coverage'] }), fromAfar({ hamlet: 'H1' })]).toEqual([false, true, true]);
  });
});

describe('short names', () => {
  it.each([
    ['Huyện Na Hang', 'Na Hang'],
    ['Thành phố Tuyên Quang', 'TP Tuyên Quang'],
    ['Phường Minh Xuân', 'P. Minh Xuân'],
    ['Phường 5', 'Phường 5'],
    ['Thị trấn Sơn Dương', 'TT Sơn Dương'],
    ['Xã Xuân Vân', 'Xuân Vân'],
    ['Yên Hoa', 'Yên Hoa'],
  ])('%s is written %s', (name, short) => expect(shortName(name)).toBe(short));
});
