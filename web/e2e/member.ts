import { demoLogin, type Who } from './account';
import { Visitor } from './visitor';

/** A person on the pages beside the map. */
export class Member extends Visitor {
  override async goes(path: string): Promise<void> {
    await super.goes(path);
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

  /** The words of a table, row by row. */
  async readsTable(testid: string): Promise<string[]> {
    const rows = this.page.getByTestId(testid).locator('tbody tr');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }
}
