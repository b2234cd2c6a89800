import type { Browser } from 'playwright-core';
import { demoLogin, enter, type Who } from './account';
import { barriers, fitsScreen, openPage, picture, serverURL, type Screen, type Watched } from './page';

/** A person on the pages beside the map. Nothing in here knows what is right. */
export class Member {
  private constructor(private readonly watched: Watched) {}

  /** Opens a page as a link would, logged in as somebody unless nobody is said. */
  static async open(browser: Browser, screen: Screen, path: string, who?: Who): Promise<Member> {
    const member = new Member(await openPage(browser, screen));
    if (who) await enter(member.watched.context, who);
    await member.goes(path);
    return member;
  }

  get page() {
    return this.watched.page;
  }
  get complaints() {
    return this.watched.complaints;
  }
  get strangers() {
    return this.watched.strangers;
  }
  get boxes() {
    return this.watched.boxes;
  }
  get questions() {
    return this.watched.questions;
  }
  close = () => this.watched.context.close();
  picture = (name: string) => picture(this.page, name);
  barriers = () => barriers(this.page);

  async goes(path: string): Promise<void> {
    await this.page.goto(`${serverURL()}${path}`);
    await this.page.locator('h1').first().waitFor();
  }

  path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async fillsLogin(name: string, password: string): Promise<void> {
    const form = this.page.getByTestId('login');
    await form.locator('input[autocomplete=username]').fill(name);
    await form.locator('input[autocomplete=current-password]').fill(password);
  }

  async pressesLogIn(): Promise<void> {
    await this.page.getByTestId('login').getByRole('button').click();
  }

  /** Logs in by hand, as people do: presses the demo login, then the button. */
  async logsIn(who: Who): Promise<void> {
    const { name } = await demoLogin(who);
    await this.page.locator(`[data-login="${name}"]`).click();
    await this.pressesLogIn();
    await this.page.waitForURL((url) => url.pathname !== '/login');
  }

  async opensMenu(): Promise<void> {
    await this.page.getByTestId('account-menu').locator('summary').click();
  }

  /** The pages the menu leads to, in its order. */
  async readsMenu(): Promise<string[]> {
    await this.opensMenu();
    const links = this.page.getByTestId('account-menu').locator('nav a');
    const paths = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    await this.page.keyboard.press('Escape');
    return paths;
  }

  async logsOut(): Promise<void> {
    await this.opensMenu();
    await this.page.getByTestId('account-menu').locator('button').click();
    await this.page.getByTestId('account-menu').waitFor({ state: 'detached' });
  }

  async seesMap(): Promise<void> {
    await this.page.locator('[data-map="idle"]').first().waitFor();
  }

  /** The words of a table, row by row. */
  async readsTable(testid: string): Promise<string[]> {
    const rows = this.page.getByTestId(testid).locator('tbody tr');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  fits = () => fitsScreen(this.page);

  /** Controls in sight that a finger misses. */
  tooSmall(): Promise<string[]> {
    return this.page.locator('main button:visible, main select:visible, main input.field:visible').evaluateAll((controls) =>
      controls.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 90)),
    );
  }
}
