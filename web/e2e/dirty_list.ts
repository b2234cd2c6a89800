import { ask, asSomebody, type Who } from './account';
import type { Revision } from '../src/api/revision_contract';

/** The list an operator has in use, as its export writes it: title rows, headings, one row for each sector. */
export async function listInUse(who: Who): Promise<{ revision: Revision; rows: string[][] }> {
  const { rows } = await ask<{ rows: Revision[] }>('/api/revisions', who);
  const revision = rows.find(({ current }) => current);
  if (!revision) throw new Error('the operator has no list in use');
  const response = await asSomebody(`/api/revisions/${revision.id}/export.csv`, who);
  if (!response.ok) throw new Error(`export the list in use: ${response.status} ${await response.text()}`);
  return { revision, rows: cells((await response.text()).replace(/^\ufeff/, '')) };
}

/** Reads CSV as RFC 4180 has it. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(++i);
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') end();
    else if (sign === '\n') {
      end();
      rows.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  end();
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

/** What was done to a list, by the codes of its masts. */
export interface Dirt {
  rows: string[][];
  swapped: string[];
  moved: string;
  added: string;
  astray: string;
  lost: string;
  /** Where the lost one stands in truth, as the file writes it. */
  lostAt: { lon: string; lat: string };
  removed: number;
}

/**
 * The list as a hurried office would send it: coordinates swapped in seven
 * masts, decimal commas in five, one mast at two places, one nowhere, one moved
 * by a kilometre, one new, the last tenth forgotten, and a total below.
 */
export function dirty(list: readonly string[][]): Dirt {
  const head = list.findIndex((row) => row.includes('Mã trạm'));
  const heading = list[head] ?? [];
  const [code, name, lon, lat] = ['Mã trạm', 'Tên trạm', 'Kinh độ', 'Vĩ độ'].map((word) => heading.indexOf(word)) as [number, number, number, number];
  const all = [...new Set(list.slice(head + 1).map((row) => row[code] ?? ''))].filter(Boolean);
  const kept = all.slice(0, Math.ceil(all.length * 0.9));
  const [swapped, commas] = [kept.slice(0, 7), kept.slice(7, 12)];
  const [moved = '', astray = '', lost = ''] = kept.slice(12, 15);
  const added = 'TQG9999-1';
  const rows = list.slice(head + 1).filter((row) => kept.includes(row[code] ?? '')).map((row) => [...row]);
  const shift = (row: string[], by: number) => (row[lon] = (Number(row[lon]) + by).toFixed(6));
  const of = (mast: string) => rows.filter((row) => row[code] === mast);
  for (const mast of swapped) for (const row of of(mast)) [row[lon], row[lat]] = [row[lat] ?? '', row[lon] ?? ''];
  for (const mast of commas) for (const row of of(mast)) [row[lon], row[lat]] = [(row[lon] ?? '').replace('.', ','), (row[lat] ?? '').replace('.', ',')];
  for (const row of of(moved)) shift(row, 0.01);
  of(astray).forEach((row, i) => i === 0 && shift(row, 0.05));
  const lostAt = { lon: of(lost)[0]?.[lon] ?? '', lat: of(lost)[0]?.[lat] ?? '' };
  for (const row of of(lost)) row[lon] = row[lat] = '';
  const fresh = of(kept[20] ?? '').map((row) => {
    const copy = [...row];
    [copy[code], copy[name]] = [added, 'Trạm mới thử'];
    shift(copy, 0.02);
    return copy;
  });
  const total = heading.map((_, i) => (i === 0 ? 'Tổng cộng' : ''));
  return { rows: [...list.slice(0, head), heading, ...rows, ...fresh, total], swapped, moved, added, astray, lost, lostAt, removed: all.length - kept.length };
}
