import type { HexKey } from './hex_vi';

/** What is said of single hexes, in English. */
export const hexEn: Record<HexKey, string> = {
  level: '{level} dBm',
  server: 'Strongest signal: {operator}',
  people: 'About {people} people in this hex',
  fewPeople: 'Hardly anybody lives in this hex',
  origin: 'Predicted {measure}, {technology}, {operator}; release {release}, data of {day}',
  was: 'Before',
  becomes: 'After',
  tried: 'After: predicted for “{name}” on release {release}, data of {day}',
  same: 'The plan does not change this hex',
  threshold: 'Try another threshold',
  thresholdOf: 'Count as signal from {level} dBm',
  thresholdNote: 'Your threshold, not a definition of coverage: verdicts of hamlets stay as they are.',
  thresholdServer: 'The scale’s own: {level} dBm.',
  peopleUnder: 'People by the population grid',
  inSight: 'In this view',
  reached: 'At the threshold or above',
  below: 'Below the threshold',
  none: 'No signal',
  unknown: 'Not enough data',
  total: 'Total',
  loading: 'Loading every hex…',
  empty: 'This network has no hexes yet.',
  saysThreshold: 'From {level} dBm: {people} people reach the threshold in {place}, {share}.',
  saysHex: 'Middle of the map: {parts}.',
};
