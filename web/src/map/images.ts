import { palettes, type Palette } from '../theme/palette';
import { changeShapes, mastShape, obstacleShape, verdictShapes, type Shape } from '../theme/shapes';
import type { Verdict } from '../api/contract';
import type { Change } from '../api/upload_contract';
import { parseImageName, type ImageKind } from './image_names';

/** Device pixels for each of the style's; symbols stay sharp when they grow. */
export const imageRatio = 2;

const field = 24; // side of the field shapes are drawn on
const margin = 2; // room for the halo, on the same field
const large = 22; // sides of symbols in the style's pixels: shrinking one picture for both would blur it
const small = 11;

/** Draws the image of that name; null for a name that is not ours. */
export function drawImage(name: string): ImageData | null {
  const wanted = parseImageName(name);
  if (!wanted) return null;
  const palette = palettes[wanted.theme];
  switch (wanted.kind) {
    case 'pattern-weak':
      return pattern(palette.weakMark, dots);
    case 'pattern-unknown':
      return pattern(palette.unknownMark, stripes);
    case 'mast':
      return mast(palette);
    case 'obstacle':
      return obstacle(palette);
    case 'change-new':
    case 'change-changed':
    case 'change-moved':
    case 'change-removed':
    case 'change-recoded':
      return changeSymbol(wanted.kind.slice('change-'.length) as Change, palette);
    default:
      return verdictSymbol(wanted.kind, palette);
  }
}

/** A square canvas of `width` of the style's pixels on which `units` reach from edge to edge. */
function canvas(width: number, units: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = width * imageRatio;
  const context = element.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('draw a map symbol: this browser has no 2D canvas');
  context.scale((width * imageRatio) / units, (width * imageRatio) / units);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  return context;
}

function pixels(context: CanvasRenderingContext2D): ImageData {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

function outlined(context: CanvasRenderingContext2D, path: Path2D, widths: [number, string][]): void {
  for (const [width, colour] of widths) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke(path);
  }
}

function symbol(width: number, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const context = canvas(width, field + 2 * margin);
  context.translate(margin, margin);
  draw(context);
  return pixels(context);
}

function verdictSymbol(kind: ImageKind, palette: Palette): ImageData {
  const [size, verdict] = kind.split('-') as ['verdict' | 'small', Verdict];
  const shape: Shape = verdictShapes[verdict];
  const tiny = size === 'small';
  return symbol(tiny ? small : large, (context) => {
    const body = new Path2D(shape.body);
    outlined(context, body, tiny ? [[7, palette.halo], [4, palette.edge]] : [[5.5, palette.halo], [3, palette.edge]]);
    context.fillStyle = palette.verdicts[verdict];
    context.fill(body);
    if (!shape.mark || tiny) return;
    const onLight = verdict === 'unknown' && palette.name === 'light';
    outlined(context, new Path2D(shape.mark), [[2.4, onLight ? palette.edge : '#ffffff']]);
  });
}

/** The verdicts whose colours the changes borrow: gain, care, neutral, loss. */
const changeColours: Record<Change, Verdict> = { new: 'covered', changed: 'partial', moved: 'unknown', removed: 'none', recoded: 'partial' };

function changeSymbol(change: Change, palette: Palette): ImageData {
  const { body, mark } = changeShapes[change];
  return symbol(large, (context) => {
    const path = new Path2D(body);
    outlined(context, path, [[4.5, palette.halo], [2.5, palette.edge]]);
    context.fillStyle = palette.verdicts[changeColours[change]];
    context.fill(path);
    const dark = change === 'removed' || (change === 'moved' && palette.name !== 'light');
    if (mark) outlined(context, new Path2D(mark), [[2.8, dark ? '#ffffff' : palette.edge]]);
  });
}

function mast(palette: Palette): ImageData {
  return symbol(large, (context) => {
    const [body, waves] = [new Path2D(mastShape.body), new Path2D(mastShape.mark)];
    outlined(context, waves, [[4.6, palette.siteEdge], [1.8, palette.site]]);
    outlined(context, body, [[3.2, palette.siteEdge]]);
    context.fillStyle = palette.site;
    context.fill(body, 'evenodd');
  });
}

function obstacle(palette: Palette): ImageData {
  const peak = new Path2D(obstacleShape.body);
  return symbol(large, (context) => outlined(context, peak, [[8, palette.labelHalo], [4, palette.selection]]));
}

const tile = 8; // side of a pattern, in the style's pixels

function pattern(colour: string, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const context = canvas(tile, tile);
  context.strokeStyle = context.fillStyle = colour;
  draw(context);
  return pixels(context);
}

function dots(context: CanvasRenderingContext2D): void {
  for (const [x, y] of [[2, 2], [6, 6]] as const) {
    context.beginPath();
    context.arc(x, y, 0.95, 0, 2 * Math.PI);
    context.fill();
  }
}

function stripes(context: CanvasRenderingContext2D): void {
  context.lineWidth = 1.1;
  context.beginPath();
  for (const start of [-tile, 0, tile]) {
    context.moveTo(start - 1, tile + 1);
    context.lineTo(start + tile + 1, -1);
  }
  context.stroke();
}
