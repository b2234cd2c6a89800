/** A number as people write it, with a comma or a point; null for what is none. */
export function readNumber(text: string): number | null {
  const word = text.trim().replace(/\u2212/g, '-');
  return /^-?\d+([.,]\d+)?$/.test(word) ? Number(word.replace(',', '.')) : null;
}

/** A coordinate pair as one line has it: "22,35; 105,21" or "22.35, 105.21". Latitude first, as maps copy it; turned where only that makes sense. */
export function readPlace(text: string): readonly [lon: number, lat: number] | null {
  const words = text.trim().split(/\s*;\s*|,\s+|\s+/).filter((word) => word !== '');
  const [first, second] = (words.length === 1 ? text.trim().split(',') : words).map(readNumber);
  if (words.length > 2 || first == null || second == null) return null;
  const [lat, lon] = Math.abs(first) > 85 ? [second, first] : [first, second];
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** Directions in degrees, "0, 120, 240"; null where one is none. */
export function readAzimuths(text: string): number[] | null {
  const all = text.split(/[\s,;/]+/).filter((word) => word !== '').map(readNumber);
  return all.every((each): each is number => each !== null && each >= 0 && each <= 360) && all.length <= 12 ? all : null;
}
