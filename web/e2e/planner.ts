import type { Gaps, HamletRow, Hamlets, Release } from '../src/api/contract';
import type { PathAnswer } from '../src/api/path_contract';
import { ask, type Who } from './account';
import { Visitor } from './visitor';

const first = 'operator=any&definition=centre&vintage=2024';

export const askRelease = (who?: Who) => ask<Release>('/api/release', who);
export const askGaps = (technology: string) => ask<Gaps>(`/api/gaps?level=district&technology=${technology}&${first}`);
export const askHamlets = (technology: string, rest = '', who?: Who) =>
  ask<Hamlets>(`/api/hamlets?technology=${technology}&${first}&limit=1000${rest}`, who);

export const askPath = (code: string, technology: string) => ask<PathAnswer>(`/api/path?to=${code}&technology=${technology}&operator=any`);

/** A person in front of the planning map, who sees every network unless somebody else is said. */
export class Planner extends Visitor {
  async chooses(technology: string): Promise<void> {
    // By its value: 4G begins the name of 4G+, too.
    await this.page.locator(`input[type=radio][value="${technology}"]`).check({ force: true });
  }

  /** Presses the box of a part of the legend without a pointer. */
  async switchesByKeys(part: string): Promise<void> {
    await this.page.getByTestId(part).getByRole('checkbox').focus();
    await this.presses('Space');
  }

  async zoomsIn(): Promise<void> {
    const before = this.page.url();
    await this.page.getByTestId('map').locator('canvas').press('+');
    await this.page.waitForURL((url) => url.href !== before);
  }

  /** Presses the middle of the map. */
  async pressesMiddleOfMap(): Promise<void> {
    const box = await this.page.getByTestId('map').locator('canvas').boundingBox();
    if (!box) throw new Error('press the middle of the map: there is no map');
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** The verdict and the name on the open card. */
  async readsCard(): Promise<{ name: string; verdict: string; word: string }> {
    const card = this.page.getByTestId('card');
    const verdict = card.getByTestId('card-verdict');
    await verdict.waitFor();
    return {
      name: (await card.getByRole('heading', { level: 2 }).innerText()).trim(),
      verdict: (await verdict.getAttribute('data-verdict')) ?? '',
      word: (await verdict.innerText()).trim(),
    };
  }

  /** What the open card of a mast says: its heading, whose it is, and how many hamlets rely on it alone. */
  async readsMast(): Promise<{ name: string; operators: (string | null)[]; dark: string | null }> {
    const card = this.page.getByTestId('mast-card');
    await card.getByTestId('mast-alone').waitFor();
    return {
      name: (await card.getByRole('heading', { level: 2 }).innerText()).trim(),
      operators: await card.getByTestId('presence').evaluateAll((all) => all.map((each) => each.getAttribute('data-operator'))),
      dark: await card.getByTestId('mast-alone').getAttribute('data-dark'),
    };
  }

  /** What the open card says of why, once the profile is drawn: the sentence, and the table by its headings. */
  async readsWhy(): Promise<{ sentence: string; table: Map<string, string>; origin: string }> {
    const why = this.page.getByTestId('card').getByTestId('why');
    await why.getByTestId('profile').waitFor();
    const rows = await why.getByTestId('path-table').locator('tr').evaluateAll((all) =>
      all.map((row): [string, string] => [row.querySelector('th')?.innerText ?? '', row.querySelector('td')?.innerText ?? '']),
    );
    return {
      sentence: (await why.getByTestId('why-sentence').innerText()).trim(),
      table: new Map(rows),
      origin: await why.getByTestId('why-origin').innerText(),
    };
  }

  /** Whether the panel can be read without moving it sideways. */
  fitsPanel(): Promise<boolean> {
    return this.page.locator('#tabpanel').evaluate((panel) => panel.scrollWidth <= panel.clientWidth);
  }

  /** Brings the explanation into sight, as a thumb would. */
  async scrollsToWhy(): Promise<void> {
    await this.page.getByTestId('why').evaluate((section) => section.scrollIntoView());
  }

  async closesCard(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByTestId('card').waitFor({ state: 'detached' });
  }

  async opensList(): Promise<void> {
    await this.page.getByRole('tab').nth(1).click();
    await this.page.getByTestId('hamlets').waitFor();
  }

  async types(words: string): Promise<void> {
    await this.page.getByRole('searchbox').fill(words);
  }

  /** The verdict the list shows for a hamlet. */
  async readsListed({ code }: Pick<HamletRow, 'code'>): Promise<{ verdict: string; word: string }> {
    const said = this.page.locator(`tr[data-code="${code}"] [data-verdict]`);
    await said.waitFor();
    return { verdict: (await said.getAttribute('data-verdict')) ?? '', word: (await said.innerText()).trim() };
  }

  /** The figures of the table's total row, as written. */
  async readsTotal(): Promise<string[]> {
    const cells = this.page.getByTestId('gaps').locator('tbody').first().locator('td');
    return (await cells.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '');
  }

  /** The names of the table's rows, without the total. */
  async readsRows(): Promise<string[]> {
    return this.page.getByTestId('gaps').locator('tbody').nth(1).locator('button.name').allInnerTexts();
  }

  /** The line above the figures, once it speaks of the technology. */
  async readsProvenance(technology: string): Promise<string> {
    const line = this.page.getByTestId('provenance').filter({ hasText: technology });
    await line.waitFor();
    return line.innerText();
  }
}
