import { beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '../src/api/contract';
import { hexAt } from '../src/map/hex_place';
import { readHexColumns, type HexBlock } from '../src/model/hex/hex_columns';
import { hexIndex, parentOf } from '../src/model/hex/hex_index';
import { readingOf, type HexReading } from '../src/model/hex/hex_reading';
import { asSomebody, everyone, planning, type Who } from './account';
import type { Screen } from './page';
import { askHamlets, askRelease, Planner } from './planner';
import { visiting } from './visitor';

let release: Release;
let centre: [number, number];

beforeAll(async () => {
  release = await askRelease();
  const { rows } = await askHamlets('4G', '&verdict=covered');
  [centre = [105.2, 22.1]] = rows.filter(({ people }) => (people ?? 0) > 300).map((row): [number, number] => [...row.centre]);
});
const opens = visiting(Planner);

async function arrives(screen: Screen, zoom: number, who: Who, rest = ''): Promise<Planner> {
  const me = await opens(screen, `/?at=${zoom}/${centre[1]}/${centre[0]}${rest}`, { who });
  await me.seesMap();
  return me;
}

/** The server's own columns of a technology of any operator: all, or those under a hex. */
async function blocksOf(cut: string, who: Who, under = '', technology = '4G'): Promise<HexBlock[]> {
  const answer = await asSomebody(`/tiles/${cut}/${release.id}/columns/${technology}-any${under}.hexcol`, who);
  return readHexColumns(new Uint8Array(await answer.arrayBuffer())).blocks;
}

/** What the server's columns say of the place, to hold the page to it. */
async function columnsAt(cut: string, resolution: number, who: Who, technology = '4G'): Promise<HexReading | null> {
  const hex = hexAt(centre, resolution);
  const [block] = await blocksOf(cut, who, `/${hexIndex(parentOf(hex, resolution - 6), 6)}`, technology);
  return block ? readingOf(block, hex, release.operators) : null;
}

const tipOf = (me: Planner) => me.page.getByTestId('tip-hex');

describe('a hex on the map', () => {
  it('tells a planner its class, level, best operator and people, by pointer and by keys', async () => {
    const me = await arrives('desk', 14, planning);
    const columns: string[] = [];
    me.page.on('request', (request) => request.url().includes('.hexcol') && columns.push(request.url()));
    const said = await columnsAt('staff', 10, planning);
    await me.pointsAt(0.5, 0.5);
    await tipOf(me).waitFor();
    expect([await tipOf(me).getAttribute('data-class'), await tipOf(me).getAttribute('data-level')]).toEqual([String(said?.class), String(said?.levelDbm)]);
    const text = await tipOf(me).innerText();
    for (const part of [`${said?.levelDbm} dBm`.replace('-', '\u2212'), release.operators.find(({ code }) => code === said?.operator)?.name, `bản công bố ${release.id}`]) expect(text).toContain(part);
    await me.picture('hex-desk');
    await me.page.mouse.move(2, 2);
    await tipOf(me).waitFor({ state: 'detached' });

    await me.page.getByTestId('map').locator('canvas').press('ArrowRight');
    await expect.poll(() => me.page.getByText('Giữa bản đồ:').innerText()).toMatch(/^Giữa bản đồ: .*dBm/);
    await me.picture('hex-keys');
    expect([...new Set(columns)]).toHaveLength(columns.length);
    expect(me.complaints).toEqual([]);
    expect(await me.barriers()).toEqual([]);
  });

  it('of several technologies tells which is best there, and its level', async () => {
    const me = await arrives('desk', 14, planning, '&technology=4G%2B&lang=en&theme=dark');
    const [set, ...members] = await Promise.all(['4G%2B', '5G', '4G'].map((technology) => columnsAt('staff', 10, planning, technology)));
    const best = members.find((member) => member?.class === set?.class);
    await me.pointsAt(0.5, 0.5);
    await tipOf(me).waitFor();
    expect([await tipOf(me).getAttribute('data-class'), await tipOf(me).getAttribute('data-level')]).toEqual([String(best?.class), String(best?.levelDbm)]);
    expect(await tipOf(me).innerText()).toContain(`${best === members[0] ? '5G is best: SS-RSRP' : '4G is best: RSRP'} \u2212${-(best?.levelDbm ?? 0)} dBm`);
    await me.picture('hex-several');
    expect(await me.barriers()).toEqual([]);
  });

  it('tells everybody its class and nothing else', async () => {
    const me = await arrives('phone', 13, everyone, '&lang=en&hide=hamlets');
    const said = await columnsAt('public', 9, everyone);
    await me.pointsAt(0.5, 0.5);
    await tipOf(me).waitFor();
    expect([await tipOf(me).getAttribute('data-class'), await tipOf(me).getAttribute('data-level')]).toEqual([String(said?.class), null]);
    expect(await tipOf(me).innerText()).not.toMatch(/dBm|people|signal:/);
    await me.picture('hex-phone');
    await me.page.getByRole('tab', { name: 'Legend' }).click();
    await me.page.getByTestId('legend').waitFor();
    expect(await me.page.getByTestId('threshold').count()).toBe(0);
  });
});

describe('a threshold of one’s own', () => {
  it('colours and counts the hexes anew, and at the scale’s bound as their classes do', async () => {
    const blocks = await blocksOf('staff', planning);
    const scale = release.scales.find(({ technology }) => technology === '4G');
    const covered = new Set(scale?.classes.filter((each) => each.covered).map((each) => each.class));
    const people = (counted: (number: number, level: number) => boolean) =>
      Math.round(blocks.reduce((sum, { classes, levels, people: all }) => sum + classes.reduce((part, number, i) => part + (counted(number, levels?.[i] ?? 0) ? (all?.[i] ?? 0) : 0), 0), 0) / 100);

    const me = await arrives('desk', 9, planning, `&threshold=${scale?.covered}&lang=en`);
    const told = async (outcome: string) => Number((await me.page.locator(`[data-outcome=${outcome}] td`).last().innerText()).replaceAll(',', ''));
    await me.page.getByTestId('threshold-people').waitFor();
    expect(await told('reached')).toBe(people((number) => covered.has(number)));
    await me.seesMap();
    await me.picture('threshold-desk');
    await me.page.getByRole('slider').press('PageUp');
    await me.page.getByRole('slider').press('PageUp');
    const now = Number(me.query().get('threshold'));
    expect(now).toBeGreaterThan(scale?.covered ?? 0);
    expect(await told('reached')).toBe(people((_, level) => level !== 0 && level >= now));
    await me.seesMap();
    await me.picture('threshold-moved');
    expect(await me.barriers()).toEqual([]);
    expect(me.complaints).toEqual([]);
  });
});
