import { firstBelow, type ShortHex } from './hex_index';

/** What signal hexes have: element i of each column belongs to hex i. */
export interface HexSignal {
  classes: Uint8Array;
  /** Whole dBm, 0 where there is no level. This and what follows is null where the file has no such column. */
  levels: Int16Array | null;
  /** Whose the best server is: the place, from 1, in the release's list of operators, 0 for none. */
  operators: Uint8Array | null;
}

/** The hexes under one parent, ascending: element i of each column belongs to hex i. */
export interface HexBlock extends HexSignal {
  parent: ShortHex;
  /** Short numbers. */
  hexes: Float64Array;
  /** The feature id of the best server's mast, 0 for none. This and what follows is null where the file has no such column. */
  servers: Uint32Array | null;
  /** Hundredths of people. */
  people: Uint32Array | null;
  /** Which technology the signal is of, where any of several will do: 2 … 5, 0 for none. */
  technologies: Uint8Array | null;
  /** What signal there was before changes were tried. */
  before: HexSignal | null;
}

/** Hex columns, as the server's package hexcol describes them: hexes of one resolution under parents of another. */
export interface HexColumns {
  resolution: number;
  parents: number;
  /** Parents ascend. */
  blocks: HexBlock[];
}

/** The bytes are no hex columns of a version this page reads. */
export class BrokenColumns extends Error {
  constructor(what: string) {
    super(`no hex columns: ${what}`);
    this.name = 'BrokenColumns';
  }
}

const [magic, version] = [[0x50, 0x48, 0x58, 0x43], 1] as const;
const column = { class: 1, level: 2, server: 4, operator: 8, people: 16, technology: 32, before: 64 } as const;
const known = 127;
/** How far below its parent a hex may lie. */
const deepest = 8;
const finest = 15;
const classes = new Set([0, 1, 2, 3, 4, 5, 15]);
const generations = new Set([0, 2, 3, 4, 5]);
const most = { short: 2 ** 52 - 1, size: 2 ** 31 - 1, word: 2 ** 32 - 1 } as const;

interface Head {
  resolution: number;
  parents: number;
  columns: number;
}

interface Entry {
  parent: ShortHex;
  count: number;
  size: number;
}

/**
 * Reads hex columns, or throws BrokenColumns. No length is believed before the
 * bytes are counted: what is kept is at most some thirty times the file.
 */
export function readHexColumns(bytes: Uint8Array): HexColumns {
  const reader = new Reader(bytes);
  const head = readHead(reader);
  const entries = readDirectory(reader, head);
  const blocks = entries.map((entry) => {
    const body = new Reader(reader.take(entry.size));
    const block = readBlock(body, head, entry);
    body.end();
    return block;
  });
  reader.end();
  return { resolution: head.resolution, parents: head.parents, blocks };
}

/** Takes bytes apart, and throws where there are too few of them. */
class Reader {
  #at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.#at;
  }

  take(n: number): Uint8Array {
    if (n > this.left) throw new BrokenColumns(`${n - this.left} bytes are missing`);
    this.#at += n;
    return this.bytes.subarray(this.#at - n, this.#at);
  }

  /** A varint of at most limit, which is at most 2^53 − 1. */
  number(limit: number): number {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10 && this.#at < this.bytes.length; i++, scale *= 128) {
      const byte = this.bytes[this.#at++] ?? 0;
      value += (byte & 127) * scale;
      if (value > limit) break;
      if (byte < 128) return value;
    }
    throw new BrokenColumns(`a number is cut off, or larger than ${limit}`);
  }

  words(n: number): Uint32Array {
    const all = new Uint32Array(n);
    for (let i = 0; i < n; i++) all[i] = this.number(most.word);
    return all;
  }

  end(): void {
    if (this.left > 0) throw new BrokenColumns(`${this.left} bytes are left over`);
  }
}

function readHead(reader: Reader): Head {
  const head = reader.take(8);
  if (magic.some((byte, i) => head[i] !== byte) || head[4] !== version) throw new BrokenColumns(`another file, or version ${head[4]}`);
  const [resolution = 0, parents = 0, columns = 0] = head.subarray(5);
  if (resolution > finest || parents > resolution || resolution - parents > deepest) {
    throw new BrokenColumns(`hexes of resolution ${resolution} under ${parents}`);
  }
  if ((columns & column.class) === 0 || (columns & ~known) !== 0) throw new BrokenColumns(`columns ${columns}`);
  return { resolution, parents, columns };
}

function readDirectory(reader: Reader, { resolution, parents }: Head): Entry[] {
  const lineBytes = 3; // a line is no shorter
  const lines = reader.number(Math.floor(reader.left / lineBytes));
  const full = 7 ** (resolution - parents);
  const entries: Entry[] = [];
  let [parent, hexes] = [0, 0];
  for (let i = 0; i < lines; i++) {
    const step = reader.number(most.short);
    if (i > 0 && step === 0) throw new BrokenColumns('a parent stands twice');
    parent += step;
    const [count, size] = [reader.number(full), reader.number(most.size)];
    if (!isHex(parent, parents) || count === 0 || count > size) throw new BrokenColumns(`a block of ${count} hexes in ${size} bytes under ${parent}`);
    hexes += count;
    if (hexes > reader.left) throw new BrokenColumns(`${hexes} hexes in ${reader.left} bytes`);
    entries.push({ parent, count, size });
  }
  return entries;
}

function readBlock(body: Reader, { resolution, parents, columns }: Head, { parent, count }: Entry): HexBlock {
  const has = (bit: number) => (columns & bit) !== 0;
  const bytes = (bit: number) => (has(bit) ? body.take(count).slice() : null);
  const graded = () => ({
    classes: only(body.take(count).slice(), classes, 'class'),
    levels: has(column.level) ? Int16Array.from(body.take(count), (byte) => -byte) : null,
  });
  // In the order of the file.
  const [hexes, now] = [readHexes(body, parent, count, parents, resolution - parents), graded()];
  const servers = has(column.server) ? body.words(count) : null;
  const operators = bytes(column.operator);
  const people = has(column.people) ? body.words(count) : null;
  const technologies = has(column.technology) ? only(body.take(count).slice(), generations, 'technology') : null;
  const before = has(column.before) ? { ...graded(), operators: bytes(column.operator) } : null;
  return { parent, hexes, ...now, operators, servers, people, technologies, before };
}

function only(bytes: Uint8Array, all: ReadonlySet<number>, what: string): Uint8Array {
  const strange = bytes.find((each) => !all.has(each));
  if (strange !== undefined) throw new BrokenColumns(`there is no ${what} ${strange}`);
  return bytes;
}

function readHexes(body: Reader, parent: ShortHex, count: number, parents: number, steps: number): Float64Array {
  const hexes = new Float64Array(count);
  const first = firstBelow(parent, steps);
  const full = count === 7 ** steps;
  const pentagon = isPentagon(parent, parents);
  const limit = 8 ** steps - 1;
  let child = 0;
  for (let i = 0; i < count; i++) {
    if (full) {
      child = octal(i, steps);
    } else {
      const step = body.number(limit);
      if (i > 0 && step === 0) throw new BrokenColumns('a hex stands twice');
      child += step;
    }
    if (child > limit || hasSeven(child) || (pentagon && firstDigit(child) === 1)) throw new BrokenColumns(`there is no hex ${child} under ${parent}`);
    hexes[i] = first + child;
  }
  return hexes;
}

/** The number whose digits to base 8 are those of k to base 7. */
function octal(k: number, steps: number): number {
  let number = 0;
  for (let digit = 0; digit < steps; digit++, k = Math.floor(k / 7)) number |= k % 7 << (3 * digit);
  return number;
}

/** Whether one of at most eight octal digits is 7, which names no hex. */
function hasSeven(number: number): boolean {
  return (number & (number >> 1) & (number >> 2) & 0o11111111) !== 0;
}

/** The first octal digit that is not 0. */
function firstDigit(number: number): number {
  while (number > 7) number = Math.floor(number / 8);
  return number;
}

/** H3's hexes of resolution 0, and those among them that have five corners. */
const coarsest = 122;
const pentagons = new Set([4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117]);

/** Whether H3 has a hex: no digit is 7, and a pentagon has no child 1. */
function isHex(short: ShortHex, resolution: number): boolean {
  let digit = 0;
  for (let i = 0; i < resolution; i++, short = Math.floor(short / 8)) {
    const last = short % 8;
    if (last === 7) return false;
    if (last !== 0) digit = last;
  }
  return short < coarsest && !(pentagons.has(short) && digit === 1);
}

function isPentagon(short: ShortHex, resolution: number): boolean {
  const above = 8 ** resolution;
  return short % above === 0 && pentagons.has(short / above);
}
