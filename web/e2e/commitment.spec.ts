import { describe, expect, it } from 'vitest';
import type { Hamlets } from '../src/api/contract';
import { ask, everyone, leading, planning } from './account';
import { Keeper } from './keeper';
import { visiting } from './visitor';

const opens = visiting(Keeper);

describe('promises of operators', () => {
  it('are entered with their document or from a file, judged by the server, and withdrawn', async () => {
    const keeper = await opens('desk', '/commitments', { who: planning });
    const { page } = keeper;
    const { rows } = await ask<Hamlets>('/api/hamlets?technology=4G&operator=any&limit=1', everyone);
    const [hamlet] = rows;
    const letter = `CV ${Date.now().toString(36)}/VT`;
    await page.locator('main header .button.strong').click();
    const form = page.getByTestId('commitment-form');
    await form.locator('select').first().selectOption({ index: 1 });
    await form.getByRole('radio').nth(1).check({ force: true });
    await form.locator('[name=hamlet]').fill(hamlet?.name ?? '');
    await form.locator('[name=hamlet]').press('Enter');
    await form.getByTestId('found-hamlets').locator('button').first().click();
    await keeper.fills('commitment-form', { commune: 'Xã thử', position: '22.5, 104.5', due: 'cuối năm', document: letter, date: '2026-05-01' });
    await form.locator('[name=due][aria-invalid=true]').waitFor(); // the server's own word on the quarter
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('commitment-form-desk');
    await keeper.fills('commitment-form', { due: 'Quý IV/2027' });
    const card = page.locator('[data-commitment]').filter({ hasText: letter });
    await card.waitFor();
    expect(await card.getAttribute('data-state')).toBe('promised');
    expect(await card.innerText()).toContain('Quý 4/2027');
    expect(await card.locator('a[href*="hamlet="]').count()).toBe(1);
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('commitments-desk');

    const leader = await opens('phone', '/commitments?state=promised', { who: leading });
    await leader.page.locator('[data-commitment]').filter({ hasText: letter }).waitFor();
    expect(await leader.page.locator('main .button.strong, main .button.danger').count()).toBe(0);
    expect(await leader.fits()).toBe(true);
    expect(await leader.barriers()).toEqual([]);
    expect(await leader.tooSmall()).toEqual([]);
    await leader.picture('commitments-phone');

    await card.locator('.button.danger').click();
    await page.getByTestId('withdraw').locator('.button.danger').click();
    await card.waitFor({ state: 'detached' });

    const list = `${letter}/DS`;
    await page.getByTestId('import').click();
    const dialog = page.getByTestId('commitment-import');
    await dialog.locator('[name=promises]').setInputFiles({ name: 'cam-ket.csv', mimeType: 'text/csv', buffer: Buffer.from(`Mã trạm;Công nghệ;Thời hạn\n${letter}-1;4G;Q4/2027\n${letter}-2;4G;sớm\n`) });
    const fates = () => dialog.locator('[data-fate]').evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-row')} ${row.getAttribute('data-fate')}`));
    await dialog.locator('[data-fate]').first().waitFor();
    expect(await fates()).toEqual(['2 refused', '3 refused']); // nobody said whose promises these are, nor where it stands
    expect(await dialog.locator('[type=submit]').isDisabled()).toBe(true);
    await dialog.locator('select').first().selectOption({ index: 1 });
    await dialog.locator('[name=document]').fill(list);
    await dialog.locator('[name=date]').fill('2026-05-02');
    await dialog.locator('[data-fate=taken]').waitFor();
    expect(await fates()).toEqual(['3 refused', '2 taken']);
    expect(await dialog.locator('[data-row="3"]').innerText()).toContain('sớm');
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('commitment-import-desk');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await keeper.fits()).toBe(true);
    await dialog.locator('[data-fate]').first().scrollIntoViewIfNeeded();
    await keeper.picture('commitment-import-phone');
    await dialog.locator('[type=submit]').press('Enter');
    await dialog.locator('[type=submit]').waitFor({ state: 'detached' });
    expect(await fates()).toEqual(['3 refused', '2 taken']);
    await keeper.presses('Escape');
    await dialog.waitFor({ state: 'detached' });
    const kept = page.locator('[data-commitment]').filter({ hasText: list });
    await kept.waitFor(); // one: two would be refused here
    await kept.locator('.button.danger').click();
    await page.getByTestId('withdraw').locator('.button.danger').click();
    await kept.waitFor({ state: 'detached' });
  });
});
