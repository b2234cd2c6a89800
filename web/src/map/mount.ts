import { Map as GlMap, setWorkerUrl, type MapMouseEvent, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Bounds, Point } from '../api/contract';
import type { Camera } from '../model/view';
import { drawImage, imageRatio } from './images';
import { siteAt } from './site_at';

/** What is pointed at: the place, where it is in pixels of the map, and the hamlet there, if any. */
export interface Hover {
  at: Point;
  code: string | null;
  /** The mast there, by its id, where no hamlet's centre is nearer. */
  mast: string | null;
  x: number;
  y: number;
  zoom: number;
  /** The middle of the map, moved by keys. */
  keys: boolean;
}

/** A place of the map that is pressed or pointed at. */
type Pressed = Pick<MapMouseEvent, 'point' | 'lngLat'>;

export type MapStyle = StyleSpecification;

/** How far a map has come: everything in sight is drawn when it is idle. */
export type MapStage = 'loading' | 'busy' | 'idle' | 'failed';

/** What a map tells; who does not ask is not told. */
export interface MapEvents {
  pick?: (code: string) => void;
  pickMast?: ((id: string) => void) | undefined;
  hover?: (hover: Hover | null) => void;
  /** The camera came to rest, by hand or by fly. */
  rest?: (camera: Camera) => void;
  /** Everything in sight is drawn, or is not any more. */
  idle?: (idle: boolean) => void;
  /** The map was pressed; true where the press meant something else than the hamlet there. */
  press?: ((map: GlMap, event: Pressed) => boolean) | undefined;
}

export interface MapOptions {
  style: StyleSpecification;
  bounds: Bounds;
  camera: Camera | null;
  /** No flights and no fading: the person asked for stillness. */
  still: boolean;
  /** How many pixels on the left the legend hides just now. */
  legend: () => number;
}

/** Room left around what is shown, in pixels; the legend may take no more than half of the width. */
function padding({ clientWidth, clientHeight }: HTMLElement, legend: number) {
  const edge = Math.min(40, clientHeight / 12);
  return { top: edge, bottom: edge, left: edge + Math.min(legend, clientWidth / 2), right: edge };
}

export interface MapHandle {
  show(style: StyleSpecification): void;
  fly(bounds: Bounds, closest?: number): void;
  /** Brings a point into sight if it is out of it and nothing else moves the map. */
  reveal(point: Point): void;
  zoom(by: 1 | -1): void;
  camera(): Camera;
  /** What is in sight. */
  sight(): Bounds;
  /** Where places are on the screen, in pixels of the map. */
  project(points: readonly Point[]): { x: number; y: number }[];
  /** The map itself, for tools of pages that do more than look. */
  readonly map: GlMap;
  describe(label: string): void;
  resize(): void;
  remove(): void;
}

/** Loads the faces the map writes in, with letters only Vietnamese has: a first label must not fall back. */
async function loadFaces(): Promise<void> {
  const faces = ['400 24px "Be Vietnam Pro"', '600 24px "Be Vietnam Pro SemiBold"'];
  await Promise.allSettled(faces.map((face) => document.fonts.load(face, 'Bản Mường Ảng – Thôn Đồng Ưởng')));
}

/** The territory with room enough around it to fit any shape of screen; nobody gets lost in an empty world. */
function around([west, south, east, north]: Bounds): [number, number, number, number] {
  const room = 1.5 * Math.max(east - west, north - south);
  return [west - room, Math.max(-85, south - room), east + room, Math.min(85, north + room)];
}

/** Opens a map in an element. It throws where the browser has no WebGL. */
export async function mountMap(element: HTMLElement, options: MapOptions, events: MapEvents): Promise<MapHandle> {
  setWorkerUrl(workerUrl);
  await loadFaces();
  const { camera } = options;
  const map = new GlMap({
    container: element,
    style: options.style,
    ...(camera ? { center: [camera.lon, camera.lat], zoom: camera.zoom } : { bounds: [...options.bounds], fitBoundsOptions: { padding: padding(element, options.legend()) } }),
    maxBounds: around(options.bounds),
    minZoom: 6,
    maxZoom: 16,
    attributionControl: false,
    canvasContextAttributes: { antialias: false },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: options.still ? 0 : 200,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMissingStyleImageResolver((name) => {
    const image = drawImage(name);
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: imageRatio });
    return Promise.resolve();
  });
  listen(map, events);
  return handle(map, options);
}

function cameraOf(map: GlMap): Camera {
  const { lng, lat } = map.getCenter();
  return { lon: lng, lat, zoom: map.getZoom() };
}

function listen(map: GlMap, events: MapEvents): void {
  map.on('moveend', () => events.rest?.(cameraOf(map)));
  map.on('idle', () => events.idle?.(true));
  map.on('dataloading', () => events.idle?.(false));
  map.on('movestart', () => events.idle?.(false));
  // A tile that does not come leaves a hole and is asked for again when the map moves.
  map.on('error', ({ error }) => console.info('map:', error.message));
  const press = (event: Pressed) => {
    if (events.press?.(map, event)) return;
    const { hamlet, mast } = foundAt(map, event);
    if (mast && events.pickMast) events.pickMast(mast);
    else if (hamlet) events.pick?.(hamlet.code);
  };
  map.on('click', press);
  map.getCanvas().addEventListener('keydown', ({ key }) => key === 'Enter' && press(middleOf(map)));
  let hovered: number | null = null;
  const light = (id: number | null) => {
    const state = (feature: number, hover: boolean) =>
      map.getSource('hamlets') && map.setFeatureState({ source: 'hamlets', sourceLayer: 'hamlets', id: feature }, { hover });
    if (hovered !== null) state(hovered, false);
    if (id !== null) state(id, true);
    hovered = id;
  };
  const point = (event: Pressed, keys: boolean) => {
    const { hamlet, mast } = foundAt(map, event);
    map.getCanvas().style.cursor = hamlet || mast ? 'pointer' : '';
    if ((hamlet?.id ?? null) !== hovered) light(hamlet?.id ?? null);
    const { point, lngLat } = event;
    events.hover?.({ at: [lngLat.lng, lngLat.lat], code: hamlet?.code ?? null, mast, x: point.x, y: point.y, zoom: map.getZoom(), keys });
  };
  const leave = () => {
    light(null);
    events.hover?.(null);
  };
  map.on('mousemove', (event) => map.isMoving() || point(event, false));
  map.on('mouseout', leave);
  map.on('movestart', leave); // what was pointed at is elsewhere now
  pointWithKeys(map, () => point(middleOf(map), true), leave);
}

const middleOf = (map: GlMap): Pressed => ({ point: map.project(map.getCenter()), lngLat: map.getCenter() });

/** Who moves the map with keys points with its middle. */
function pointWithKeys(map: GlMap, point: () => void, leave: () => void): void {
  const canvas = map.getCanvas();
  let keys = false;
  const begin = () => {
    keys = true;
    point();
  };
  canvas.addEventListener('focus', () => canvas.matches(':focus-visible') && begin());
  canvas.addEventListener('keydown', () => keys || begin());
  canvas.addEventListener('blur', () => {
    if (keys) leave();
    keys = false;
  });
  map.on('mousemove', () => (keys = false));
  map.on('moveend', () => keys && point());
}

/** Within a finger's reach, in pixels. */
const reach = 6;

/** What is at the pointer: the hamlet, and the mast where no hamlet's centre is as near. */
function foundAt(map: GlMap, { point }: Pressed) {
  const hamlet = hamletAt(map, point);
  return { hamlet, mast: hamlet?.centre ? null : siteAt(map, point, reach) };
}

/** The hamlet at the pointer: a centre within reach before a territory. Id is that of the territory, null where the tiles do not show it. */
function hamletAt(map: GlMap, point: Pressed['point']): { code: string; id: number | null; centre: boolean } | null {
  const near: [[number, number], [number, number]] = [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ];
  const layers = (ids: string[]) => ids.filter((id) => map.getLayer(id));
  const [centre] = map.queryRenderedFeatures(near, { layers: layers(['hamlet-centres', 'hamlet-dots']) });
  const [area] = map.queryRenderedFeatures(point, { layers: layers(['hamlet-areas']) });
  const code: unknown = (centre ?? area)?.properties['code'];
  if (typeof code !== 'string') return null;
  return { code, id: area?.properties['code'] === code && typeof area.id === 'number' ? area.id : null, centre: centre !== undefined };
}

function reveal(map: GlMap, [lon, lat]: Point, duration: { animate?: boolean }): void {
  if (map.isMoving()) return;
  const { x, y } = map.project([lon, lat]);
  const { clientWidth, clientHeight } = map.getContainer();
  const edge = 30;
  const seen = x > edge && x < clientWidth - edge && y > edge && y < clientHeight - edge;
  if (!seen) map.easeTo({ center: [lon, lat], ...duration });
}

function handle(map: GlMap, { still, legend }: MapOptions): MapHandle {
  let ready = false;
  let waiting: StyleSpecification | null = null;
  map.once('style.load', () => {
    ready = true;
    if (waiting) map.setStyle(waiting, { diff: true });
  });
  const duration = still ? { animate: false } : {};
  return {
    show(style) {
      if (ready) map.setStyle(style, { diff: true });
      else waiting = style; // a style cannot be compared with one that is still arriving
    },
    fly: (bounds, closest = 13) => void map.fitBounds([...bounds], { padding: padding(map.getContainer(), legend()), maxZoom: closest, ...duration }),
    reveal: (point) => reveal(map, point, duration),
    zoom: (by) => void map.zoomTo(map.getZoom() + by, duration),
    camera: () => cameraOf(map),
    sight: () => map.getBounds().toArray().flat() as unknown as Bounds,
    project: (points) => points.map(([lon, lat]) => map.project([lon, lat])),
    map,
    describe: (label) => map.getCanvas().setAttribute('aria-label', label),
    resize: () => map.resize(),
    remove: () => map.remove(),
  };
}
