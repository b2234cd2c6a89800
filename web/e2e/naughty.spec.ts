import { describe, expect, it } from 'vitest';
import type { Upload } from '../src/api/upload_contract';
import { administering, ask, asSomebody, editing } from './account';
import { Member } from './member';
import { naughtyStrings } from './naughty_strings';
import { visiting } from './visitor';
import { workbook } from './workbook';

const { strings } = naughtyStrings();

const opens = visiting(Member);
const json = { 'content-type': 'application/json' };

/** Nothing ran, nothing was asked of strangers, no breach of the content policy was told of. */
function expectQuiet(page: Member): void {
  expect([page.boxes, page.strangers, page.complaints]).toEqual([[], [], []]);
}

describe('what strangers write is shown as it is written', () => {
  it('as headings of columns, codes and names of masts, and the name of the file', async () => {
    const head = ['Mã trạm', 'Tên trạm', 'Kinh độ', 'Vĩ độ', 'Nhà mạng', 'Công nghệ', 'Ghi chú', ...strings.slice(0, 40)];
    const rows = strings.map((text, i) => [text, text, String(105.2 + i / 1e4), '22.1', i % 2 ? text : 'Viettel', '4G', text, ...strings.slice(0, 40).map(() => text)]);
    const form = new FormData();
    form.set('scope', 'part');
    form.set('district', strings[0] ?? '');
    form.set('file', new Blob([new Uint8Array(workbook('Sheet <b>1', [head, ...rows]))]), strings[3]);
    const taken = (await (await asSomebody('/api/uploads', editing, { method: 'POST', body: form })).json()) as { id: string };
    const path = `/uploads/${taken.id}`;
    await expect.poll(async () => (await ask<Upload>(`/api${path}`, editing)).state, { timeout: 60_000 }).not.toBe('reading');

    const me = await opens('desk', path, { who: editing });
    const { page } = me;
    await page.getByTestId('columns').waitFor();
    for (const button of await page.getByRole('button', { name: /^Hiện .* cột/ }).all()) await button.click();
    for (const place of ['accepted', 'corrected', 'question', 'refused', 'dropped']) {
      await page.locator(`button[data-place=${place}]`).click();
      await page.waitForLoadState('networkidle');
    }
    expect(await page.locator('h1').innerText()).toContain('<img src=x');
    expect(await page.getByTestId('columns').innerText()).toContain('<script>alert(1)</script>');
    await me.picture('naughty-upload');
    await page.getByRole('button', { name: 'Rút danh sách này' }).click();
    await page.locator('[data-testid=upload][data-state=withdrawn]').waitFor();
    await me.goes('/home');
    await page.waitForLoadState('networkidle');
    await me.goes('/uploads');
    await page.getByTestId('uploads').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.getByTestId('uploads').evaluate((table) => table.scrollWidth <= (table.parentElement?.clientWidth ?? 0))).toBe(true);
    expectQuiet(me);
  });

  it('as names of people and of tokens, and in the log', async () => {
    const odd = Math.random().toString(36).slice(2, 7);
    for (const [i, fullName] of strings.slice(0, 12).entries()) {
      const body = JSON.stringify({ name: `odd-${odd}-${i}`, fullName, role: 'leader', operator: null });
      expect([201, 422]).toContain((await asSomebody('/api/users', administering, { method: 'POST', headers: json, body })).status);
    }
    for (const title of strings.slice(0, 12)) {
      const body = JSON.stringify({ title, operator: null, scopes: ['read'], days: 1 });
      expect([201, 422]).toContain((await asSomebody('/api/tokens', editing, { method: 'POST', headers: json, body })).status);
    }
    const me = await opens('desk', '/users', { who: administering });
    expect((await me.readsTable('users')).join()).toContain('<script>alert(1)</script>');
    await me.page.locator(`tr[data-user="odd-${odd}-0"]`).getByRole('button', { name: 'Sửa' }).click();
    await me.page.getByTestId('user-form').waitFor();
    await me.picture('naughty-users');
    await me.goes('/audit');
    await me.page.getByTestId('audit').waitFor();
    await me.goes('/tokens');
    expectQuiet(me);
    const editor = await opens('desk', '/tokens', { who: editing });
    expect((await editor.readsTable('tokens')).join()).toContain('<script>alert(1)</script>');
    expectQuiet(editor);
  });

  it('in every address', async () => {
    const me = await opens('desk', '/login');
    for (const text of strings.slice(0, 20)) {
      const word = encodeURIComponent(text);
      for (const path of [`/login?next=${word}`, `/invitation/${word}`, `/?hamlet=${word}&q=${word}&technology=${word}&panel=hamlets`]) await me.goes(path);
    }
    expect([me.boxes, me.strangers]).toEqual([[], []]);
    expect(me.complaints.filter((line) => !/404|400|422/.test(line))).toEqual([]); // what is not there is told by the browser, too
  });
});
