import { beforeAll, describe, expect, it } from 'vitest';
import type { Revision } from '../src/api/revision_contract';
import type { Upload, UploadRows } from '../src/api/upload_contract';
import { ask, asSomebody, editing, rivalling } from './account';
import { dirty, listInUse, type Dirt } from './dirty_list';
import { Member } from './member';
import { visiting } from './visitor';
import { workbook } from './workbook';

const opens = visiting(Member, 'spec');
let me: Member;
let dirt: Dirt;
let before: Revision;

beforeAll(async () => {
  const { revision, rows } = await listInUse(editing);
  [before, dirt] = [revision, dirty(rows)];
  me = await opens('desk', '/uploads', { who: editing });
});

const idOf = () => me.path().split('/').at(-1) ?? '';
const upload = () => ask<Upload>(`/api/uploads/${idOf()}`, editing);

/** A list from the file to the receipt and back: each sentence begins where the one before ended. */
describe('an operator’s editor with a dirty workbook', () => {
  it('is told to choose a file first', async () => {
    await me.page.getByTestId('send').getByRole('button', { name: 'Gửi tệp' }).click();
    expect(await me.page.getByRole('alert').innerText()).toContain('Chọn tệp trước');
    expect(await me.barriers()).toEqual([]);
  });

  it('sends it and sees where every row went', async () => {
    const file = { name: 'DS trạm tháng 11 (sửa lần 3).xlsx', mimeType: 'application/octet-stream', buffer: workbook('DS trạm', dirt.rows) };
    await me.page.locator('input[type=file]').setInputFiles(file);
    await me.page.getByTestId('send').getByRole('button', { name: 'Gửi tệp' }).click();
    await me.page.waitForURL((url) => /^\/uploads\/.+/.test(url.pathname));
    await me.page.getByTestId('row-table').waitFor();
    const { counts } = await upload();
    const sum = await me.page.getByTestId('sum').innerText();
    for (const n of [counts?.rows, counts?.accepted, counts?.corrected, counts?.questions, counts?.refused]) expect(sum).toContain((n ?? NaN).toLocaleString('vi-VN'));
    expect((counts?.accepted ?? 0) + (counts?.corrected ?? 0) + (counts?.questions ?? 0) + (counts?.refused ?? 0) + (counts?.dropped ?? 0)).toBe(counts?.rows);
    await me.picture('upload-ready');
    expect(await me.barriers()).toEqual([]);
  });

  it('reads what each column was taken for, and how sure that is', async () => {
    const columns = me.page.getByTestId('columns');
    const code = columns.getByLabel(/Mã trạm” là$/);
    expect(await code.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text)).toBe('mã trạm');
    expect(await columns.locator('tr', { has: me.page.locator('th', { hasText: /Mã trạm$/ }) }).locator('.samples').innerText()).toContain('TQG');
  });

  it('has another column read anew, and back', async () => {
    const columns = me.page.getByTestId('columns');
    const owner = columns.getByLabel(/Chủ sở hữu” là$/);
    const meant = async () => (await upload()).sheets?.[0]?.columns.find(({ header }) => header.endsWith('Chủ sở hữu'))?.field;
    expect(await owner.inputValue()).toBe('owner');
    await owner.selectOption('');
    await columns.getByRole('button', { name: 'Đọc lại' }).click();
    await columns.getByRole('button', { name: 'Hiện 1 cột không dùng' }).click();
    expect(await meant()).toBeFalsy();
    await owner.selectOption('owner');
    await columns.getByRole('button', { name: 'Đọc lại' }).click();
    await columns.getByRole('button', { name: 'Đọc lại' }).waitFor({ state: 'detached' });
    await expect.poll(meant).toBe('owner');
  });

  it('finds the swapped coordinates put right, with what stood there', async () => {
    await me.page.getByTestId('rows').locator('button[data-place=corrected]').click();
    const found = async () => (await me.readsTable('row-table')).some((row) => row.includes('đổi chỗ') && dirt.swapped.some((code) => row.includes(code)));
    await expect.poll(found).toBe(true);
  });

  it('answers what is not sure, for all rows alike', async () => {
    const questions = me.page.getByTestId('questions');
    for (let left = await questions.locator('form').count(); left > 0; left--) {
      const question = questions.locator('form').first();
      const group = (await question.getAttribute('data-group')) ?? '';
      const choices = question.locator('input[type=radio]');
      if ((await choices.count()) > 0) {
        await choices.first().check();
        await question.getByRole('button', { name: /^Trả lời cho/ }).click();
      } else {
        await question.getByRole('button', { name: /^Bỏ cả/ }).click();
      }
      await questions.locator(`form[data-group=${JSON.stringify(group)}]`).waitFor({ state: 'detached' });
    }
    await questions.getByText('Không còn câu hỏi nào').waitFor();
    await expect.poll(async () => (await upload()).counts?.questions).toBe(0);
  });

  it('mends a refused row by hand', async () => {
    const rows = me.page.getByTestId('rows');
    await rows.locator('button[data-place=refused]').click();
    const first = rows.locator('tbody tr[data-place=refused]', { hasText: dirt.lost }).first();
    await first.waitFor();
    const row = await first.getAttribute('data-row');
    await first.getByRole('button').click();
    const form = me.page.getByTestId('row-form');
    await me.picture('upload-row');
    expect(await me.barriers()).toEqual([]);
    await form.locator('input[name=lon]').fill(dirt.lostAt.lon);
    await form.locator('input[name=lat]').fill(dirt.lostAt.lat);
    await form.getByRole('button', { name: 'Lưu dòng này' }).click();
    await form.waitFor({ state: 'detached' });
    await rows.locator('button[data-place=corrected]').click();
    const mended = async () => (await ask<UploadRows>(`/api/uploads/${idOf()}/rows?code=answered-cell&limit=10`, editing)).rows.map((each) => [String(each.row), each.place]);
    await expect.poll(mended).toEqual([[row, 'corrected']]);
  });

  it('sees on a map and in a table which masts come, change, move and go, before anything is computed', async () => {
    const impact = me.page.getByTestId('impact');
    const count = async (change: string) => Number((await impact.locator(`li[data-change=${change}] strong`).innerText()).replace('.', ''));
    expect(await count('new')).toBeGreaterThanOrEqual(1);
    expect(await count('removed')).toBeGreaterThanOrEqual(dirt.removed);
    expect(await count('moved')).toBeGreaterThanOrEqual(1);
    const table = impact.getByTestId('changed-masts');
    for (const more of [1, 2, 3, 4]) if (more && (await impact.getByRole('button', { name: 'Hiện thêm' }).first().isVisible())) await impact.getByRole('button', { name: 'Hiện thêm' }).first().click();
    expect(await table.innerText()).toContain(dirt.added);
    await me.page.locator('[data-testid=change-map][data-map=idle]').waitFor();
    await impact.scrollIntoViewIfNeeded();
    await me.picture('upload-impact');
    expect(await me.barriers()).toEqual([]);
  });

  it('has the hamlets computed whose verdict would change', async () => {
    await me.page.getByRole('button', { name: 'Tính thôn nào đổi kết luận' }).click();
    await me.page.getByTestId('impact').getByText(/So với bản công bố|Chưa tính được|chưa tính được/).first().waitFor({ timeout: 200_000 });
    await me.page.getByTestId('impact').scrollIntoViewIfNeeded();
    await me.picture('upload-hamlets');
  });

  it('downloads the own workbook with the answers', async () => {
    const [download] = await Promise.all([me.page.waitForEvent('download'), me.page.getByRole('link', { name: /cột trạng thái/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  });

  it('is asked twice before a tenth of the masts is taken away, and gets a receipt', async () => {
    const approval = me.page.getByTestId('approval');
    await approval.getByRole('button', { name: 'Xong, gửi để duyệt' }).click();
    await approval.getByRole('button', { name: 'Duyệt danh sách' }).click();
    const removal = approval.getByTestId('removal');
    await removal.waitFor();
    await me.picture('upload-removal');
    expect(await me.barriers()).toEqual([]);
    expect(await approval.getByRole('button', { name: 'Duyệt và gỡ' }).isDisabled()).toBe(true);
    await removal.getByRole('checkbox').check();
    await approval.getByRole('button', { name: 'Duyệt và gỡ' }).click();
    const receipt = me.page.getByTestId('upload-receipt');
    await receipt.waitFor();
    const { receipt: kept } = await upload();
    for (const part of [String(kept?.revision), kept?.hash ?? '?']) expect(await receipt.innerText()).toContain(part);
    await me.picture('upload-receipt');
    expect(await me.barriers()).toEqual([]);
  });

  it('finds it at home, and takes it all back', async () => {
    await me.page.getByTestId('upload-receipt').getByRole('link').click();
    const row = me.page.locator(`tr[data-revision="${before.id}"]`);
    await row.getByRole('button', { name: 'Dùng lại bản này' }).click();
    expect(await me.barriers()).toEqual([]);
    await me.page.getByTestId('restore').getByRole('button', { name: 'Dùng lại bản này' }).click();
    await me.page.getByTestId('restored').waitFor();
    await me.picture('home-restored');
    const { rows } = await ask<{ rows: Revision[] }>('/api/revisions', editing);
    const now = rows.find(({ current }) => current);
    expect(now?.fileName).toBe(before.fileName);
    expect(me.complaints.filter((line) => !line.includes('409'))).toEqual([]); // the browser itself tells of the refusal that asks twice
    expect(me.strangers).toEqual([]);
  });

  it('is not shown to a rival, who is told what a stranger is told', async () => {
    const { rows } = await ask<{ rows: { id: string }[] }>('/api/uploads', editing);
    expect((await asSomebody(`/api/uploads/${rows[0]?.id}`, rivalling)).status).toBe(404);
    const { page } = await opens('desk', `/uploads/${rows[0]?.id}`, { who: rivalling });
    expect(await page.getByRole('alert').innerText()).toContain('Không có, hoặc không dành cho tài khoản này');
    expect(await page.locator('main').innerText()).not.toContain('DS trạm');
  });
});
