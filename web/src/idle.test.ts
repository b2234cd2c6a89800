import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const isDictionary = (file: string) => /^i18n\/(\w+_)?(vi|en)\.ts$/.test(file);

/** What one file offers to others: functions, constants and classes; types cost nothing. */
const offered = (text: string) => [...text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)].map(([, name = '']) => name);

// What a file uses but does not export is known to the compiler; what it exports and nobody takes is not.
it('exports nothing that no other file takes', () => {
  const words = [...sources].map(([file, text]) => [file, new Set(text.match(/\w+/g))] as const);
  const idle = [...sources].flatMap(([file, text]) =>
    offered(text).flatMap((name) => (words.some(([other, all]) => other !== file && all.has(name)) ? [] : [`${file}: ${name}`])),
  );
  expect(sources.size).toBeGreaterThan(200);
  expect(idle).toEqual([]);
});

// That no key is missing, and that both languages have the same, is known to the types.
it('has no words that are never said', () => {
  const text = [...sources].flatMap(([file, each]) => (isDictionary(file) || file.endsWith('.test.ts') ? [] : [each])).join('\n');
  const written = new Set([...text.matchAll(/['"`]([\w-]+)['"`]/g)].map(([, word = '']) => word));
  // Words put together, such as `${kind}Title`.
  const composed = [...text.matchAll(/`([\w-]*(?:\$\{[^}`]+\}[\w-]*)+)`/g)].flatMap(([, template = '']) => {
    const rest = template.split(/\$\{[^}]+\}/);
    return rest.join('') === '' ? [] : [new RegExp(`^${rest.join('.+')}$`)];
  });
  const keys = [...sources].flatMap(([file, each]) => (isDictionary(file) ? [...each.matchAll(/^ {2}(\w+): /gm)].map(([, key = '']) => key) : []));
  expect(keys.length).toBeGreaterThan(1000);
  expect(keys.filter((key) => !written.has(key) && !composed.some((pattern) => pattern.test(key)))).toEqual([]);
});
