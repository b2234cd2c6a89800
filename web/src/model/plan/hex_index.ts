/**
 * The H3 index a number of the server stands for, in H3's own writing of 15
 * hexadecimal digits. The number is the index's significant digits at its
 * resolution, safe in JavaScript; what lies below is filled with ones, as H3 does.
 */
export function hexIndex(short: number, resolution: number): string {
  const unused = BigInt(3 * (15 - resolution));
  const index = (1n << 59n) | (BigInt(resolution) << 52n) | (BigInt(short) << unused) | ((1n << unused) - 1n);
  return index.toString(16);
}
