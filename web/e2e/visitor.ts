import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { enter, everyone, type Who } from './account';
import { barriers, connect, fitsScreen, openPage, picture, serverURL, type Screen, type Watched } from './page';

/** How somebody comes: logged in or not, with a browser that can draw a map or not. */
export interface Arrival {
  who?: Who;
  map?: boolean;
}

/** A person in front of a page, whatever it is about. Nothing in here or in those who extend it knows what is right. */
export class Visitor {
  constructor(private readonly watched: Watched) {}

  get page() {
    return this.watched.page;
  }
  get strangers() {
    return this.watched.strangers;
  }
  get questions() {
    return this.watched.questions;
  }
  get complaints() {
    return this.watched.complaints;
  }
  get boxes() {
    return this.watched.boxes;
  }
  close = () => this.watched.context.close();
  picture = (name: string) => picture(this.page, name);
  barriers = () => barriers(this.page);
  fits = () => fitsScreen(this.page);
  presses = (key: string) => this.page.keyboard.press(key);
  query = () => new URL(this.page.url()).searchParams;

  /** Opens a page as a link would. */
  async goes(path: string): Promise<void> {
    await this.page.goto(`${serverURL()}${path}`);
  }

  /** Waits until the page has its heading and nothing on it is being asked for. */
  async isReady(): Promise<void> {
    await this.page.locator('main h1').first().waitFor();
    await this.page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  }

  async opensMenu(): Promise<void> {
    await this.page.getByTestId('account-menu').locator('summary').click();
  }

  /** Waits until everything of the map in sight is drawn. */
  async seesMap(): Promise<void> {
    await this.page.locator('[data-map="idle"]').first().waitFor();
  }

  /** Points at a place of the map, as parts of its width and height. */
  async pointsAt(x: number, y: number): Promise<void> {
    const box = await this.page.getByTestId('map').boundingBox();
    if (!box) throw new Error('point at the map: there is none');
    await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  }

  /** A whole number on the page, by where it stands. */
  async readsNumber(selector: string): Promise<number> {
    const place = this.page.locator(selector).first();
    await place.waitFor();
    return Number((await place.innerText()).replace(/\D/g, ''));
  }

  /** Controls in sight that a finger misses. */
  tooSmall(within = 'main'): Promise<string[]> {
    return this.page
      .locator(`${within} :is(button, .button, select, summary, input:not([type=radio], [type=checkbox], [type=file])):visible`)
      .evaluateAll((controls) => controls.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 90)));
  }
}

/** Opens pages for the sentences of a spec in the one browser; each is closed when its sentence, or the spec, is over. */
export function visiting<Person extends Visitor>(Kind: new (watched: Watched) => Person, over: 'sentence' | 'spec' = 'sentence') {
  let browser: Browser | undefined;
  const here: Person[] = [];
  const leave = async () => void (await Promise.all(here.splice(0).map((person) => person.close())));
  beforeAll(async () => {
    browser = await connect();
  });
  afterAll(async () => {
    await leave();
    await browser?.close();
  });
  if (over === 'sentence') afterEach(leave);

  return async (screen: Screen, path: string, { who = everyone, map = true }: Arrival = {}): Promise<Person> => {
    if (!browser) throw new Error('the browser is there from beforeAll on');
    const watched = await openPage(browser, screen);
    const person = new Kind(watched);
    here.push(person);
    await enter(watched.context, who);
    if (!map) {
      await watched.context.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      });
    }
    await person.goes(path);
    return person;
  };
}
