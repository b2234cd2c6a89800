import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Label } from '../model/place_labels';
import { gapLayers } from './gap_layers';
import { coverageLayers, reliefLayers } from './ground_layers';
import { centreLayers, selectionLayers, territoryLayers } from './hamlet_layers';
import { pathLayers, pathSource } from './path_layers';
import { layerNames, type Scene, type SourceName } from './scene';
import { siteLayers } from './site_layers';
import { borderLayers, nameLayers } from './unit_layers';

/**
 * The map of a scene, from the ground up. It asks nobody but the server of the
 * page: there is no basemap, no sprite and no glyph file; names are drawn with
 * the page's own font.
 */
export function styleOf(scene: Scene): StyleSpecification {
  const sources = sourcesOf(scene);
  const all: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': scene.palette.ground } },
    ...coverageLayers(scene),
    ...territoryLayers(scene),
    ...reliefLayers(scene),
    ...borderLayers(scene),
    ...gapLayers(scene),
    ...siteLayers(scene),
    ...selectionLayers(scene),
    ...pathLayers(scene),
    ...centreLayers(scene),
    ...nameLayers(scene),
  ];
  const layers = all.filter((layer) => !('source' in layer) || String(layer.source) in sources);
  return { version: 8, sources, layers };
}

function sourcesOf(scene: Scene): Record<string, SourceSpecification> {
  const names = layerNames(scene);
  const sources: Record<string, SourceSpecification> = {
    'district-names': points(scene.districts),
    'commune-names': points(scene.communes),
    ...(scene.hamlets ? { 'hamlet-centres': centresOf(scene.hamlets) } : {}),
    ...pathSource(scene),
  };
  for (const [source, name] of Object.entries(names) as [SourceName, string][]) {
    if (!scene.layers.has(name)) continue;
    const url = `${scene.origin}/tiles/${scene.cut}/${scene.release}/${name}.json`;
    const last = lastZooms[source];
    sources[source] = source === 'relief' ? { type: 'raster-dem', url, ...reliefTiles, ...greyAsHeight } : { type: 'vector', url, ...(last ? { maxzoom: last } : {}) };
  }
  return sources;
}

/** From these zooms on tiles would say the same again, in more pieces: the one at hand is drawn larger. Of tiles a browser may not keep that would be another request, not none. */
const lastZooms: Partial<Record<SourceName, number>> = { borders: 12, hamlets: 13 };

/** Hills are drawn half as sharp as the screen is, and no sharper near by: shadows are soft. */
const reliefTiles = { tileSize: 512, maxzoom: 10 } as const;

/** Grey stands where MapLibre looks for a height, so that it is coloured by the theme: see reliefLayers. */
const greyAsHeight = { encoding: 'custom', redFactor: 1, greenFactor: 0, blueFactor: 0, baseShift: 0 } as const;

function centresOf(hamlets: NonNullable<Scene['hamlets']>): SourceSpecification {
  const features = hamlets.filter(({ listed }) => listed).map(({ code, name, centre, verdict, people }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [...centre] },
    properties: { code, name, verdict, people },
  }));
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}

function points(labels: readonly Label[]): SourceSpecification {
  const features = labels.map(({ code, name, at, weight }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [...at] },
    properties: { code, name: shortName(name), weight },
  }));
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}

/** A unit's name as maps write it: "Huyện Na Hang" → "Na Hang", "Thành phố …" → "TP …". */
export function shortName(name: string): string {
  const kinds: [RegExp, string][] = [
    [/^(Huyện|Xã)\s+/i, ''],
    [/^Thành phố\s+/i, 'TP '],
    [/^Thị trấn\s+/i, 'TT '],
    [/^Thị xã\s+/i, 'TX '],
    [/^Phường\s+(\d)/i, 'Phường $1'],
    [/^Phường\s+/i, 'P. '],
  ];
  const kind = kinds.find(([prefix]) => prefix.test(name));
  return kind ? name.replace(kind[0], kind[1]) : name;
}
