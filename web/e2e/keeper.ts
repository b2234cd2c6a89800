import { Visitor } from './visitor';

/** A person on the pages of definitions, failures, outages and promises. */
export class Keeper extends Visitor {
  override async goes(path: string): Promise<void> {
    await super.goes(path);
    await this.isReady();
  }

  async addsDefinition(fields: Record<string, string>): Promise<void> {
    await this.page.locator('main header .button.strong').click();
    await this.fills('definition-form', fields);
  }

  /** Writes into a form's fields by name, and sends it. */
  async fills(form: string, fields: Record<string, string>): Promise<void> {
    const place = this.page.getByTestId(form);
    for (const [name, value] of Object.entries(fields)) {
      const field = place.locator(`[name="${name}"]`);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
    await place.locator('[type=submit]').click();
  }

  async retiresDefinition(code: string): Promise<void> {
    await this.page.locator(`[data-definition="${code}"] .button.danger`).click();
    await this.page.getByTestId('retire').locator('.button.danger').click();
    await this.page.locator(`[data-definition="${code}"] .chip.off`).waitFor();
  }

  /** Ticks the first parts of the ranking and lets them fail. */
  async triesFirst(n: number): Promise<void> {
    const ticks = this.page.getByTestId('parts').locator('input[type=checkbox]');
    await ticks.first().waitFor();
    for (let i = 0; i < n; i++) await ticks.nth(i).check();
    await this.page.getByTestId('trial').locator('.button.strong').click();
    await this.page.getByTestId('aftermath').waitFor();
  }

  /** Opens an outage under a name of its own. */
  async opensOutage(name: string): Promise<void> {
    await this.page.getByTestId('new-outage').click();
    await this.fills('outage-form', { name });
    await this.page.getByTestId('say').waitFor();
  }

  /** Pastes a message and sends it; returns how each line was understood. */
  async pastes(text: string): Promise<string[]> {
    await this.page.locator('textarea[name=text]').fill(text);
    await this.page.getByTestId('say').locator('.strong[type=submit]').first().click();
    await this.page.getByTestId('heard').waitFor();
    return this.page.getByTestId('heard').locator('[data-heard]').evaluateAll((all) => all.map((line) => line.getAttribute('data-heard') ?? ''));
  }

  /** Taps the first of the sites that may be meant. */
  async meansFirst(): Promise<void> {
    await this.page.locator('[data-heard=unsure] button').first().click();
  }

  readsBox = () => this.page.locator('textarea[name=text]').inputValue();

  async reaches(number: number): Promise<void> {
    await this.page.locator(`[data-testid=situation][data-number="${number}"]`).waitFor();
  }

  readsWords = () => this.page.getByTestId('phone-words').innerText();
}
