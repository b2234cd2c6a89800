import { Visitor } from './visitor';

/** What a planner reads of the result, for the network and definition chosen. */
export interface Gain {
  gained: number;
  lost: number;
  people: number;
}

/** A person who tries masts out. */
export class Trial extends Visitor {
  /** Puts a mast up by pressing the button, then a place of the map, as parts of its width and height. */
  async putsOnMap(x: number, y: number): Promise<void> {
    await this.page.getByTestId('place').click();
    const box = await this.page.getByTestId('map').locator('canvas').boundingBox();
    if (!box) throw new Error('put a mast on the map: there is no map');
    await this.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }

  /** Puts a mast up by its coordinates, as people do who use no pointer. */
  async putsAt(lat: number, lon: number): Promise<void> {
    const details = this.page.getByTestId('plan-tools').locator('details').first();
    await details.locator('summary').press('Enter');
    await details.locator('input').fill(`${lat}, ${lon}`);
    await details.locator('input').press('Enter');
    await this.page.getByTestId('mast').waitFor();
  }

  /** Finds a mast that stands by its operator's code. */
  async finds(code: string): Promise<void> {
    await this.page.getByTestId('find').locator('summary').click();
    await this.page.getByTestId('find').locator('input').fill(code);
    await this.page.getByTestId('find').locator('input').press('Enter');
    await this.page.getByTestId('mast').waitFor();
  }

  async takesDown(): Promise<void> {
    await this.page.getByTestId('take-down').click();
  }

  async writes(field: 'height' | 'at' | 'site', text: string): Promise<void> {
    const input = this.page.getByTestId('mast').locator(`input[name="${field}"]`);
    await input.fill(text);
    await input.press('Enter');
  }

  /** The figures once they are those of so many changes. */
  async readsGain(changes: number): Promise<Gain> {
    await this.page.locator(`[data-testid="result"][data-changes="${changes}"]`).waitFor();
    const read = async (what: string) => Number((await this.page.locator(`[data-gain="${what}"]`).innerText()).replace(/\D/g, ''));
    return { gained: await read('gained-hamlets'), lost: await read('lost-hamlets'), people: await read('gained-people') };
  }

  async readsBaseline(): Promise<string> {
    return this.page.getByTestId('baseline').innerText();
  }

  /** What the map tells of the hex that is pointed at: class and level as they are, and as they would be. */
  async readsHex(): Promise<{ now: (string | null)[]; then: (string | null)[]; text: string }> {
    const tip = this.page.getByTestId('tip-hex');
    await tip.waitFor();
    const [now, then] = [['class', 'level'], ['then-class', 'then-level']].map((names) => Promise.all(names.map((name) => tip.getAttribute(`data-${name}`))));
    return { now: (await now) ?? [], then: (await then) ?? [], text: await tip.innerText() };
  }

  /** Has the map show what there is, or what would be. */
  async draws(side: 'now' | 'then'): Promise<void> {
    await this.page.getByTestId('result').locator(`input[value=${side}]`).check({ force: true });
  }

  async undoes(): Promise<void> {
    await this.page.getByTestId('undo').click();
  }

  /** Follows the link to the scenarios kept, goes back or logs out, is asked, and goes or stays. */
  async leaves(by: 'link' | 'back' | 'logout', goes: boolean): Promise<void> {
    if (by === 'link') await this.page.getByTestId('plan-head').locator('a[href="/scenarios"]').click();
    else if (by === 'back') await this.page.evaluate(() => history.back()); // within the page: no load to wait for
    else {
      await this.opensMenu();
      await this.page.getByTestId('account-menu').locator('button.out').click();
    }
    const question = this.page.getByTestId('leave');
    await question.locator(goes ? 'button.danger' : 'button.strong').click();
    await question.waitFor({ state: 'detached' });
  }

  readsChanges(): Promise<string[]> {
    return this.page.getByTestId('changes').locator('tbody tr').allInnerTexts();
  }

  /** Saves under a name and reads the address it got. */
  async saves(name: string): Promise<string> {
    await this.page.getByTestId('save').click();
    const form = this.page.getByTestId('save-form');
    await form.locator('input[name=name]').fill(name);
    await form.locator('button[type=submit]').click();
    await this.page.waitForURL((url) => url.pathname.startsWith('/scenarios/'));
    return new URL(this.page.url()).pathname;
  }

  /** Ticks scenarios in the list and has them compared. */
  async compares(ids: string[]): Promise<void> {
    for (const id of ids) await this.page.locator(`tr[data-id="${id}"] input`).check();
    await this.page.getByTestId('compare').click();
    await this.page.getByTestId('comparison').locator('table').waitFor();
  }

  /** One line of the comparison: baseline and both scenarios, as written. */
  readsLine(key: string): Promise<string[]> {
    return this.page.locator(`tr[data-line="${key}"] td`).allInnerTexts();
  }

  /** Asks where to build with so many masts, among so many places, and waits for the answer. */
  async choosesSites(name: string, masts: number, places: number): Promise<void> {
    await this.asksForSites(name, masts, places);
    await this.page.getByTestId('answer').waitFor();
  }

  /** Brings a list of places of his own, and reads what was refused of it. */
  async bringsPlaces(csv: string): Promise<{ read: string; refused: string[] }> {
    await this.page.locator('input[name=points]').setInputFiles({ name: 'vi-tri.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const read = await this.page.getByTestId('points-read').innerText();
    return { read, refused: await this.page.getByTestId('points-refused').locator('tbody tr').allInnerTexts() };
  }

  async asksForSites(name: string, masts: number, places: number): Promise<void> {
    const form = this.page.getByTestId('choose-form');
    await form.locator('input[name=name]').fill(name);
    await form.locator('input[name=budget]').fill(String(masts));
    await form.locator('input[name=count]').fill(String(places));
    await form.locator('button[type=submit]').click();
  }

  /** Stops the choice under way and waits until the page says so. */
  async stopsChoosing(): Promise<void> {
    const progress = this.page.getByTestId('progress');
    await progress.locator('button.danger').click();
    await progress.waitFor({ state: 'detached' });
  }

  /** Takes the work list as a file. */
  async downloads(format: 'xlsx' | 'geojson'): Promise<Buffer> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.page.locator(`a[href$="export.${format}"]`).click()]);
    const parts: Buffer[] = [];
    for await (const part of await file.createReadStream()) parts.push(part as Buffer);
    return Buffer.concat(parts);
  }

  /** Accepts the first picks; they open on the map as a scenario. */
  async accepts(picks: number): Promise<string> {
    const boxes = this.page.getByTestId('picks').locator('tbody input');
    for (let i = 0; i < picks; i++) await boxes.nth(i).check();
    await this.page.getByTestId('accept').click();
    await this.page.waitForURL((url) => url.pathname.startsWith('/scenarios/'));
    return new URL(this.page.url()).pathname;
  }
}
