/** Where in a file something was noted, as people point at it: "BTS · E7". */
export function placeOf({ sheet, row, cell }: { sheet?: string; row?: number; cell?: string }): string {
  const where = cell || (row !== undefined && row > 0 ? String(row) : '');
  return [sheet, where].filter(Boolean).join(' · ') || '–';
}
