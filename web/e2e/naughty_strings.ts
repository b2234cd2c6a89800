import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What strangers write where a name is asked for, to have it run. Each opens a box if it runs. */
const own: readonly string[] = [
  '<script>alert(1)</script>',
  '"><script>alert(2)</script>',
  "'><img src=x onerror=alert(3)>",
  '<img src=x onerror=alert(4)>.xlsx',
  '<svg onload=alert(5)>',
  '<svg><script>alert&#40;6&#41;</script>',
  '</textarea><script>alert(7)</script>',
  '</title><script>alert(8)</script>',
  'javascript:alert(9)',
  '<a href="javascript:alert(10)">x</a>',
  '<iframe srcdoc="<script>alert(11)</script>">',
  '<body onload=alert(12)>',
  '<input autofocus onfocus=alert(13)>',
  '<details open ontoggle=alert(14)>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(15)>',
  '<style>@import "javascript:alert(16)";</style>',
  '{{constructor.constructor("alert(17)")()}}',
  '${alert(18)}',
  '{@html "<img src=x onerror=alert(19)>"}',
  '%3Cscript%3Ealert(20)%3C/script%3E',
  '&lt;script&gt;alert(21)&lt;/script&gt;',
  '<ScRiPt>alert(22)</sCrIpT>',
  '\u202e<script>alert(23)</script>',
  '=HYPERLINK("javascript:alert(24)")',
  "';alert(25)//",
  'x" onmouseover="alert(26)',
  '<marquee onstart=alert(27)>',
  '<video><source onerror=alert(28)>',
  'ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  '﷽﷽﷽',
  'null',
  '__proto__',
  'constructor',
];

const corpus = join(import.meta.dirname, '../../../shared/corpora/strings');

/** Our own strings and, where it is at hand, the big list: one a line, those with # are remarks. */
export function naughtyStrings(): { strings: string[]; whole: boolean } {
  if (!existsSync(corpus)) {
    console.info(`${corpus} is not here: only our own ${own.length} naughty strings are tried`);
    return { strings: [...own], whole: false };
  }
  const files = readdirSync(corpus).filter((name) => name.endsWith('.txt'));
  const lines = files.flatMap((name) => readFileSync(join(corpus, name), 'utf8').split('\n'));
  return { strings: [...own, ...lines.filter((line) => line !== '' && !line.startsWith('#'))], whole: true };
}
