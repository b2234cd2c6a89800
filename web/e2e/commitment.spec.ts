import { describe, expect, it } from 'vitest';
import type { Hamlets } from '../src/api/contract';
import { ask, everyone, leading, planning } from './account';
import { Keeper } from './keeper';
import { visiting } from './visitor';

const opens = visiting(Keeper);

describe('promises of operators', () => {
  it('are entered with their document, judged by the server, and withdrawn', async () => {
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
  });
});
