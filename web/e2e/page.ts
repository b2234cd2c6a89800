import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** The screens the product is looked at on. */
export const screens = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  tablet: { width: 1024, height: 768 },
  upright: { width: 768, height: 1024 },
} as const;
export type Screen = keyof typeof screens;

/** The server under test; the runner of the whole project starts it. */
export function serverURL(): string {
  const url = process.env['PHUSONG_URL'];
  if (!url) throw new Error('PHUSONG_URL is not set: start phusong demo and say where it answers, as in PHUSONG_URL=http://localhost:8080 npm run e2e');
  return url.replace(/\/$/, '');
}

/** The browser of all specs; closing it here closes what this spec opened. */
export function connect(): Promise<Browser> {
  return chromium.connect(inject('browser'));
}

/** A page that remembers what it should not have done. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Requests to anybody but the server under test. */
  strangers: string[];
  /** Paths asked of the server's API, in order. */
  questions: string[];
  /** Errors on the console and thrown ones; breaches of the content policy are among them. */
  complaints: string[];
  /** What scripts asked in boxes of their own: no page of ours does. */
  boxes: string[];
}

export async function openPage(browser: Browser, screen: Screen): Promise<Watched> {
  const phone = screen === 'phone';
  const context = await browser.newContext({
    viewport: screens[screen],
    hasTouch: screen !== 'desk',
    isMobile: phone,
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const [strangers, questions, complaints, boxes]: [string[], string[], string[], string[]] = [[], [], [], []];
  page.on('dialog', (box) => {
    boxes.push(box.message());
    void box.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== serverURL()) strangers.push(request.url());
    if (url.pathname.startsWith('/api/')) questions.push(url.pathname);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, strangers, questions, complaints, boxes };
}

/** Keeps a picture of the page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, 'shots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Whether the page is no wider than its screen. A phone’s own window grows with a page that is. */
export function fitsScreen(page: Page): Promise<boolean> {
  return page.evaluate((room) => document.documentElement.scrollWidth <= room, page.viewportSize()?.width ?? 0);
}

interface Finding {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** What axe-core finds serious or critical, one line each, once no older answer stands dimmed while the next is asked for. */
export async function barriers(page: Page): Promise<string[]> {
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source); // not a script tag: the page's content policy forbids those, rightly
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`));
}
