import { fates, type PromisedRow, type PromiseList } from '../../api/commitment_contract';

/** What goes for rows of a list that do not say it themselves; as the form has it. */
export interface UnsaidTerms {
  operator: string;
  technology: string;
  document: string;
  date: string;
}
export const nothingUnsaid: UnsaidTerms = { operator: '', technology: '', document: '', date: '' };

/** A list to be sent, with what was said for its rows and no more. */
export function promiseList(file: PromiseList['file'], terms: UnsaidTerms, preview: boolean): PromiseList {
  const [document, { operator, technology, date }] = [terms.document.trim(), terms];
  const source = { ...(document && { document }), ...(date && { date }) };
  return { file, ...(operator && { operator }), ...(technology && { technology }), ...(Object.keys(source).length > 0 && { source }), preview };
}

/** The rows with those to be mended on top, else as the file has them. */
export const mendFirst = (rows: readonly PromisedRow[]): PromisedRow[] => rows.toSorted((a, b) => fates.indexOf(a.fate) - fates.indexOf(b.fate));
