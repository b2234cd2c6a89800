import type { ColumnChoice } from '../api/uploads';
import type { UploadSheet } from '../api/upload_contract';

/** The column's place in the file as one word, to hold a person's choices by. */
export function columnKey(sheet: string, index: number): string {
  return `${index}/${sheet}`;
}

/** What a person wants read otherwise than it was: "" stands for not used. */
export function columnsChanged(sheets: readonly UploadSheet[], chosen: Record<string, string>): ColumnChoice[] {
  return sheets.flatMap((sheet) =>
    sheet.columns.flatMap(({ index, field }) => {
      const choice = chosen[columnKey(sheet.name, index)];
      return choice === undefined || choice === (field ?? '') ? [] : [{ sheet: sheet.name, index, field: choice === '' ? null : choice }];
    }),
  );
}
