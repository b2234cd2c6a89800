/** Where in a file something was noted, as people point at it: "Sheet1, dòng 7, E7". */
export function placeOf({ sheet, row, column, cell }: { sheet?: string; row?: number; column?: string; cell?: string }): string {
  const where = cell || (row !== undefined && row > 0 ? String(row) : '');
  return [sheet, where, column].filter(Boolean).join(' · ') || '–';
}
