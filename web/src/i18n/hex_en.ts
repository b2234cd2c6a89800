import type { HexKey } from './hex_vi';

/** What is said of single hexes, in English. */
export const hexEn: Record<HexKey, string> = {
  level: '{level} dBm',
  server: 'Strongest signal: {operator}',
  people: 'About {people} people in this hex',
  fewPeople: 'Hardly anybody lives in this hex',
  origin: 'Predicted {measure}, {technology}, {operator}; release {release}, data of {day}',
  saysHex: 'Middle of the map: {parts}.',
};
