import type { GapRow } from '../api/contract';
import type { Column, Counting, Order } from './view';

/** Orders gap rows by a column; equal rows keep the order of their codes. */
export function sortRows(rows: readonly GapRow[], order: Order, counting: Counting): GapRow[] {
  const direction = order.descending ? -1 : 1;
  const compare = order.column === 'name' ? byName : byNumber(order.column, counting);
  return [...rows].sort((a, b) => direction * compare(a, b) || byCode(a, b));
}

/** The next order when a column's header is pressed: largest first, names from A. */
export function pressColumn(order: Order, column: Column): Order {
  if (order.column === column) return { column, descending: !order.descending };
  return { column, descending: column !== 'name' };
}

/** What a numeric column shows for a row. */
export function figure(row: GapRow, column: Exclude<Column, 'name'>, counting: Counting): number {
  if (counting === 'people') return row[column];
  if (column !== 'population') return row.hamlets[column];
  const { covered, partial, none, unknown } = row.hamlets;
  return covered + partial + none + unknown;
}

function byNumber(column: Exclude<Column, 'name'>, counting: Counting) {
  return (a: GapRow, b: GapRow) => figure(a, column, counting) - figure(b, column, counting);
}

const vietnamese = new Intl.Collator('vi', { numeric: true });

function byName(a: GapRow, b: GapRow): number {
  return vietnamese.compare(a.name, b.name);
}

function byCode(a: GapRow, b: GapRow): number {
  return a.code < b.code ? -1 : 1;
}
