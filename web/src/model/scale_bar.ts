/** A round length and how many pixels it takes on the screen. */
export interface ScaleBar {
  metres: number;
  pixels: number;
}

const earthCircumference = 40_075_016.686; // metres along the equator, WGS 84

/**
 * The longest round length (1, 2 or 5 × 10ⁿ m) that fits in `most` pixels at a
 * latitude, for a Web Mercator map of 512-pixel tiles.
 */
export function scaleBar(zoom: number, latitude: number, most: number): ScaleBar {
  const perPixel = (earthCircumference * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
  const longest = perPixel * most;
  const decade = 10 ** Math.floor(Math.log10(longest));
  const step = [5, 2, 1].find((n) => n * decade <= longest) ?? 1;
  return { metres: step * decade, pixels: (step * decade) / perPixel };
}
