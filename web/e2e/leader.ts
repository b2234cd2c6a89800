import { readPaper } from './paper';
import { Visitor } from './visitor';

/** A person on the pages for leadership. */
export class Leader extends Visitor {
  async noMapIsMissed(): Promise<void> {
    await this.page.getByTestId('no-map').waitFor();
  }

  /** Dark, partial, unknown and covered hamlets, as written large. */
  async readsFigures(): Promise<string[]> {
    await this.page.getByTestId('figures').waitFor();
    return (await this.page.locator('[data-figure] .count').allInnerTexts()).map((text) => text.trim());
  }

  async readsOrigin(): Promise<string> {
    return this.page.getByTestId('provenance').innerText();
  }

  async readsTotal(): Promise<string[]> {
    return (await this.page.getByTestId('total').locator('[data-verdict]').allInnerTexts()).map((text) => text.trim());
  }

  readsUnits(): Promise<string[]> {
    return this.page.getByTestId('ranks').locator('tbody th').allInnerTexts();
  }

  async lastRowIsInSight(): Promise<boolean> {
    const box = await this.page.getByTestId('total').boundingBox();
    return box !== null && box.y + box.height <= (this.page.viewportSize()?.height ?? 0);
  }

  async chooses(list: 'definition' | 'by' | 'operator', value: string): Promise<void> {
    await this.page.getByTestId(list).selectOption(value);
  }

  /** Presses Tab until something has the focus, as people without a mouse do. */
  async tabsTo(selector: string): Promise<void> {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor();
    for (let i = 0; i < 80; i++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`80 times Tab does not lead to ${selector}`);
  }

  /** How many hamlets the list says it found, and the first of them. */
  async readsList(): Promise<{ count: number; first: string }> {
    await this.page.getByTestId('hamlets').waitFor();
    const rows = this.page.getByTestId('hamlets').locator('tbody tr');
    return { count: await rows.count(), first: (await rows.first().getAttribute('data-code')) ?? '' };
  }

  /** The verdict of the open card, and whether the profile under it is drawn. */
  async readsEvidence(): Promise<{ verdict: string; profile: boolean }> {
    const card = this.page.getByTestId('card');
    await card.getByTestId('profile').waitFor();
    return { verdict: (await card.getByTestId('card-verdict').getAttribute('data-verdict')) ?? '', profile: await card.getByTestId('profile').isVisible() };
  }

  /** Prints the page as the browser does. */
  async prints(name: string): Promise<{ pages: number; text: string }> {
    await this.page.getByTestId('last-change').waitFor();
    await this.isReady();
    return readPaper(await this.page.pdf({ preferCSSPageSize: true }), name);
  }

  /** The people of each dark place, in order. */
  async readsPatches(): Promise<string[]> {
    const lines = this.page.getByTestId('patches').locator('li p');
    await lines.first().waitFor();
    return (await lines.allInnerTexts()).map((line) => line.split(',')[0]?.trim() ?? '');
  }

  /** Types words and reads what is offered. */
  async asks(words: string): Promise<{ name: string; text: string }[]> {
    const box = this.page.getByRole('combobox').first();
    await box.fill(words);
    const options = this.page.getByRole('option').filter({ has: this.page.locator('.where') });
    await options.first().waitFor();
    return options.evaluateAll((all) => all.map((each) => ({ name: each.querySelector<HTMLElement>('.name')?.innerText ?? '', text: (each as HTMLElement).innerText })));
  }

  async readsClaim(id: string): Promise<{ claimed: string | null; computed: string | null }> {
    const card = this.page.locator(`[data-claim="${id}"]`);
    return {
      claimed: await card.locator('[data-claimed]').getAttribute('data-claimed'),
      computed: await card.locator('[data-computed]').getAttribute('data-computed'),
    };
  }

  /** Opens the hamlets that contradict a claim and counts them. */
  async opensContradicting(id: string): Promise<number> {
    const card = this.page.locator(`[data-claim="${id}"]`);
    await card.locator('[aria-expanded]').click();
    const rows = card.getByTestId('against').locator('tbody tr');
    await rows.first().waitFor();
    return rows.count();
  }

  async entersClaim({ subject, ...fields }: Record<'words' | 'source' | 'on' | 'value' | 'subject', string>): Promise<void> {
    await this.page.locator('main header .button.strong').click();
    const form = this.page.getByTestId('claim-form');
    for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
    await form.locator('[name="subject"]').selectOption(subject);
    await form.locator('[type=submit]').click();
    await form.waitFor({ state: 'detached' });
  }

  async withdrawsClaim(id: string): Promise<void> {
    const card = this.page.locator(`[data-claim="${id}"]`);
    await card.locator('.button.danger').click();
    await this.page.getByTestId('withdraw').locator('.button.danger').click();
    await card.waitFor({ state: 'detached' });
  }
}
