import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a printed document says, and how many sheets it takes; the first is kept as a picture for people to look at. */
export function readPaper(pdf: Buffer, name: string): { pages: number; text: string } {
  const folder = join(import.meta.dirname, 'shots');
  mkdirSync(folder, { recursive: true });
  execFileSync('pdftoppm', ['-r', '70', '-png', '-', join(folder, name)], { input: pdf });
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();
  return { pages: text.split('\f').length - 1, text: text.replace(/\s+/g, ' ') };
}
