import type { CustomLayerInterface, Map as GlMap } from 'maplibre-gl';
import { noSignal, notKnown } from '../model/hex/threshold';
import type { Palette } from '../theme/palette';
import { inSquare } from '../model/hex/square';
import type { HexField, HexPatch } from './hex_field';

const vertex = `#version 300 es
in vec2 corner;
in vec2 centre;
in float level;
uniform vec2 anchor, view;
uniform float scale, grow, point;
flat out float half_;
void main() {
  vec2 at = (anchor + (centre + corner * grow) * scale) / view;
  gl_Position = vec4(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, 0.0, 1.0);
  gl_PointSize = point;
  half_ = level;
}`;

const fragment = `#version 300 es
precision highp float;
flat in float half_;
uniform float threshold;
uniform vec3 reached, below, belowMark, none, unknown, unknownMark;
out vec4 colour;
void main() {
  vec3 paint = half_ >= threshold ? reached : below;
  vec2 dot_ = mod(gl_FragCoord.xy + vec2(mod(floor(gl_FragCoord.y / 6.0), 2.0) * 3.0, 0.0), 6.0);
  if (half_ < threshold && max(dot_.x, dot_.y) < 2.0) paint = belowMark;
  if (half_ == ${notKnown.toFixed(1)}) paint = mod(gl_FragCoord.x + gl_FragCoord.y, 8.0) < 2.0 ? unknownMark : unknown;
  if (half_ == ${noSignal.toFixed(1)}) paint = none;
  colour = vec4(paint, 1.0);
}`;

/** Hexes closer to each other than this, in pixels, are drawn as points. */
const smallest = 3;

export interface HexLayer extends CustomLayerInterface {
  /** Changes what is shown without making anything anew: a slider can be followed. */
  show(thresholdDbm: number, palette: Palette): void;
}

/** Draws a field of hexes in two colours about a threshold. The map is looked at from above and never turned. */
function hexLayer(id: string, field: HexField): HexLayer {
  let map: GlMap | null = null;
  let drawing: Drawing | null = null;
  let shown: [number, Palette] | null = null;
  return {
    id,
    type: 'custom',
    renderingMode: '2d',
    onAdd(on, gl) {
      map = on;
      if (!(gl instanceof WebGL2RenderingContext)) throw new Error('draw hexes: the browser has no WebGL 2');
      drawing = new Drawing(gl, field);
    },
    render() {
      if (map && drawing && shown) drawing.draw(map, ...shown);
    },
    onRemove() {
      drawing?.end();
      [map, drawing] = [null, null];
    },
    show(thresholdDbm, palette) {
      shown = [thresholdDbm, palette];
      map?.triggerRepaint();
    },
  };
}

/** Lays a field under the hills, borders and names of a map, and keeps it there whatever its style becomes. */
export function layHexes(map: GlMap, field: HexField): { show: HexLayer['show']; take(): void } {
  const layer = hexLayer('own-threshold', field);
  const lay = () => {
    if (map.getLayer(layer.id)) return;
    const above = map.getStyle().layers.find(({ id }) => id !== 'ground');
    map.addLayer(layer, above?.id);
  };
  if (map.isStyleLoaded()) lay();
  map.on('styledata', lay);
  return {
    show: layer.show,
    take() {
      map.off('styledata', lay);
      if (map.getLayer(layer.id)) map.removeLayer(layer.id);
    },
  };
}

/** The field in the memory of the graphics card. */
class Drawing {
  readonly #program: WebGLProgram;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffers: WebGLBuffer[];

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly field: HexField,
  ) {
    this.#program = link(gl);
    this.#array = gl.createVertexArray();
    const corners = new Float32Array(12 * field.patches.length);
    field.patches.forEach((patch, i) => corners.set(patch.corners, 12 * i));
    this.#buffers = [corners, field.centres, field.halves].map((data) => {
      const buffer = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      return buffer;
    });
  }

  draw(map: GlMap, thresholdDbm: number, { classes, weakMark, unknownMark }: Palette): void {
    const { gl, field } = this;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const scale = 512 * 2 ** map.getZoom();
    gl.disable(gl.CULL_FACE);
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array);
    this.#number('scale', scale);
    this.#number('threshold', 2 * thresholdDbm);
    gl.uniform2f(this.#at('view'), width, height);
    const colours = { reached: classes['good'], below: classes['weak'], belowMark: weakMark, none: classes['none'], unknown: classes['unknown'], unknownMark };
    for (const [name, colour] of Object.entries(colours)) gl.uniform3fv(this.#at(name), rgb(colour ?? '#000000'));
    const centre = map.getCenter();
    const [x, y] = inSquare([centre.lng, centre.lat]);
    for (const [i, patch] of field.patches.entries()) {
      const at: [number, number] = [(patch.anchor[0] - x) * scale + width / 2, (patch.anchor[1] - y) * scale + height / 2];
      const reach = patch.reach * scale;
      const seen = at[0] > -reach && at[1] > -reach && at[0] < width + reach && at[1] < height + reach;
      if (seen) this.#patch(patch, i, at, scale, gl.drawingBufferWidth / width);
    }
    gl.bindVertexArray(null);
  }

  #patch({ first, count, corners }: HexPatch, i: number, at: [number, number], scale: number, ratio: number): void {
    const { gl } = this;
    const size = 2 * Math.hypot(corners[0] ?? 0, corners[1] ?? 0) * scale;
    const points = size < smallest;
    gl.uniform2f(this.#at('anchor'), ...at);
    this.#number('grow', points ? 0 : 1 + 0.7 / size); // no crack between neighbours
    this.#number('point', Math.ceil(size * ratio));
    this.#column('corner', 0, 2, gl.FLOAT, 48 * i, 0);
    this.#column('centre', 1, 2, gl.FLOAT, 8 * first, 1);
    this.#column('level', 2, 1, gl.SHORT, 2 * first, 1);
    if (points) gl.drawArraysInstanced(gl.POINTS, 0, 1, count);
    else gl.drawArraysInstanced(gl.TRIANGLE_FAN, 0, 6, count);
  }

  #column(name: string, buffer: number, size: number, type: number, offset: number, each: number): void {
    const { gl } = this;
    const place = gl.getAttribLocation(this.#program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[buffer] ?? null);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, false, 0, offset);
    gl.vertexAttribDivisor(place, each);
  }

  #at(name: string): WebGLUniformLocation | null {
    return this.gl.getUniformLocation(this.#program, name);
  }

  #number(name: string, value: number): void {
    this.gl.uniform1f(this.#at(name), value);
  }

  end(): void {
    const { gl } = this;
    gl.deleteProgram(this.#program);
    gl.deleteVertexArray(this.#array);
    for (const buffer of this.#buffers) gl.deleteBuffer(buffer);
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('draw hexes: the graphics card is gone');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`draw hexes: ${gl.getProgramInfoLog(program) ?? ''}`);
  return program;
}

function rgb(colour: string): [number, number, number] {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}
