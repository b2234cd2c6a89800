import type { UploadRow, UploadSheet } from '../api/upload_contract';

/** A cell of a row that means something: its field, its heading, what is written in it. */
export interface Cell {
  field: string;
  header: string;
  text: string;
}

/** The cells of a row that were read, each field once, in the order of the file. */
export function cellsOf(sheets: readonly UploadSheet[], row: Pick<UploadRow, 'sheet' | 'original'>): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { index, header, field } of sheets.find(({ name }) => name === row.sheet)?.columns ?? []) {
    if (field && !cells.has(field)) cells.set(field, { field, header, text: row.original?.[index] ?? '' });
  }
  return [...cells.values()];
}
