import type { Map as GlMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import type { Point } from '../api/contract';
import type { Mast } from '../model/plan/changes';

/** What a planner's hand does to masts on the map. */
export interface PlanHand {
  /** A mast was dragged there. */
  move(mast: Mast, to: Point): void;
}

/** Within a finger's reach, in pixels. */
const reach = 14;

/** The planned mast at a place of the map. */
export function mastAt(map: GlMap, { x, y }: { x: number; y: number }): Mast | null {
  if (!map.getLayer('plan-masts')) return null;
  const [found] = map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ['plan-masts', 'plan-chosen'].filter((id) => map.getLayer(id)) });
  const { operator, site } = found?.properties ?? {};
  return typeof operator === 'string' && typeof site === 'string' ? { operator, site } : null;
}

/** Lets planned masts be dragged. What it returns takes the hand off again. */
export function holdMasts(map: GlMap, hand: PlanHand): () => void {
  let held: Mast | null = null;
  let moved = false;
  const grab = (event: MapMouseEvent | MapTouchEvent) => {
    if ('points' in event && event.points.length > 1) return;
    held = mastAt(map, event.point);
    moved = false;
    if (held) event.preventDefault(); // the map stays where it is
  };
  const carry = () => {
    if (!held) return;
    moved = true;
    map.getCanvas().style.cursor = 'grabbing';
  };
  const drop = (event: MapMouseEvent | MapTouchEvent) => {
    const mast = held;
    held = null;
    if (!mast || !moved) return;
    map.getCanvas().style.cursor = '';
    hand.move(mast, [event.lngLat.lng, event.lngLat.lat]);
  };
  map.on('mousedown', grab);
  map.on('touchstart', grab);
  map.on('mousemove', carry);
  map.on('touchmove', carry);
  map.on('mouseup', drop);
  map.on('touchend', drop);
  return () => {
    map.off('mousedown', grab);
    map.off('touchstart', grab);
    map.off('mousemove', carry);
    map.off('touchmove', carry);
    map.off('mouseup', drop);
    map.off('touchend', drop);
  };
}
