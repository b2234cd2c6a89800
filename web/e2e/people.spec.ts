import { describe, expect, it } from 'vitest';
import type { Release } from '../src/api/contract';
import { administering, ask, demoLogin, editing, everyone, leading, planning, rivalling, type Who } from './account';
import { Member } from './member';
import { serverURL, type Screen } from './page';
import { askHamlets, Planner } from './planner';
import { visiting } from './visitor';

const looks = visiting(Planner);
const opens = visiting(Member);
const arrives = (path: string, who: Who = everyone, screen: Screen = 'desk') => opens(screen, path, { who });

const viettelAdmin: Who = { role: 'operator-admin', operator: 'viettel' };
const auditor: Who = { role: 'auditor' };
const unique = () => Math.random().toString(36).slice(2, 8);

describe('the public', () => {
  it('sees the map of all operators together, no mast, no level, and what a login would show', async () => {
    const visitor = await looks('desk', '/');
    await visitor.seesMap();
    expect(await visitor.page.locator('label.operator option').allInnerTexts()).toEqual(['Mọi nhà mạng']);
    expect(await visitor.page.getByTestId('legend').innerText()).not.toContain('Trạm phát');
    const asked: string[] = [];
    visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const { rows } = await askHamlets('4G', '', everyone);
    await visitor.page.goto(`${serverURL()}/?hamlet=${rows[0]?.code}&at=14/${rows[0]?.centre[1]}/${rows[0]?.centre[0]}`);
    await visitor.page.getByTestId('why-login').waitFor();
    await visitor.seesMap();
    await visitor.picture('public-card');
    expect(await visitor.page.getByTestId('card').innerText()).not.toMatch(/\d\s*dBm/);
    expect(asked.filter((path) => /sites|\/api\/path|\/staff\/|\/op-/.test(path))).toEqual([]);
    expect(asked.some((path) => path.startsWith('/tiles/public/'))).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it.each(['/account', '/users', '/tokens', '/audit', '/home', '/uploads', '/uploads/1'])('is asked to log in at %s, and comes back there', async (path) => {
    const visitor = await arrives(path);
    await visitor.page.waitForURL((url) => url.pathname === '/login');
    expect(new URL(visitor.page.url()).searchParams.get('next')).toBe(path);
  });

  it('is not led to a foreign page by a login', async () => {
    const visitor = await arrives('/login?next=//evil.example/');
    await visitor.logsIn(leading);
    expect(new URL(visitor.page.url()).origin).toBe(serverURL());
  });

  it('is told when there is no such page, and what to do with an invitation that is of no use', async () => {
    const visitor = await arrives('/nothing/here');
    expect(await visitor.page.locator('h1').innerText()).toBe('Không có trang này');
    await visitor.goes('/invitation/wrong');
    expect(await visitor.page.getByRole('alert').innerText()).toContain('lời mời mới');
  });
});

describe('a login', () => {
  it('says what to do where the login provider vouches for nobody', async () => {
    const visitor = await arrives('/login?refused=oidc');
    await visitor.page.getByTestId('refused').waitFor();
  });

  it.each<[Who, string[], RegExp]>([
    [{ role: 'operator-viewer', operator: 'viettel' }, ['/', '/home', '/uploads'], /op-viettel/],
    [editing, ['/', '/home', '/uploads'], /op-viettel/],
    [viettelAdmin, ['/', '/home', '/uploads', '/users'], /op-viettel/],
    [planning, ['/'], /staff/],
    [leading, ['/'], /staff/],
    [administering, ['/', '/users', '/tokens', '/audit'], /public/],
    [auditor, ['/', '/users', '/audit'], /public/],
  ])('shows %o its own pages and its own part of the map', async (who, pages, cut) => {
    const member = await arrives('/login');
    const tiles: string[] = [];
    member.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/tiles/')) tiles.push(pathname);
    });
    await member.logsIn(who);
    await member.seesMap();
    const menu = await member.readsMenu();
    for (const page of pages) expect(menu).toContain(page);
    for (const page of ['/users', '/audit', '/uploads', '/home']) if (!pages.includes(page)) expect(menu).not.toContain(page);
    // What everybody sees alike comes from the public’s addresses, so that one copy serves all.
    expect(tiles.filter((path) => !cut.test(path) && !path.startsWith('/tiles/public/'))).toEqual([]);
    expect(tiles.some((path) => cut.test(path))).toBe(true);
    const operators = await member.page.locator('label.operator option').count();
    const release = await ask<Release>('/api/release', who);
    expect(operators).toBe(cut.source === 'staff' ? release.operators.length + 1 : cut.source === 'public' ? 1 : 2);
    expect(member.complaints).toEqual([]);
  });

  it('says what to do when the password is wrong', async () => {
    const member = await arrives('/login');
    await member.fillsLogin('demo-planner', 'not the password');
    await member.pressesLogIn();
    expect(await member.page.getByRole('alert').innerText()).toContain('quản trị viên gửi lời mời mới');
    expect(await member.barriers()).toEqual([]);
  });

  it('ends at once, on the page and on the server', async () => {
    const member = await arrives('/login');
    await member.logsIn(rivalling);
    await member.seesMap();
    const cookies = (await member.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    await member.logsOut();
    expect(member.path()).toBe('/');
    await member.page.getByRole('link', { name: 'Đăng nhập' }).waitFor();
    expect((await fetch(`${serverURL()}/api/account`, { headers: { cookie: cookies } })).status).toBe(401);
    await member.goes('/home');
    await member.page.waitForURL((url) => url.pathname === '/login');
  });

  it('needs no mouse', async () => {
    const { name, password } = await demoLogin(leading);
    const member = await arrives('/login');
    await member.page.getByTestId('demo-logins').waitFor(); // the page is whole
    const keys = member.page.keyboard;
    const tabTo = async (field: string): Promise<void> => {
      const focused = () => member.page.evaluate(() => document.activeElement?.getAttribute('autocomplete'));
      for (let presses = 0; (await focused()) !== field; presses++) {
        expect(presses).toBeLessThan(12);
        await keys.press('Tab');
      }
    };
    await keys.press('Tab');
    await keys.press('Enter'); // the skip link
    await tabTo('username');
    await keys.type(name);
    await tabTo('current-password');
    await keys.type(password);
    await keys.press('Enter');
    await member.page.waitForURL((url) => url.pathname === '/');
  });

  it('of an operator explains paths of its own masts, and of no other', async () => {
    const { rows } = await askHamlets('4G', '', editing);
    const member = await looks('desk', `/?hamlet=${rows[0]?.code}`, { who: editing });
    await member.page.getByRole('button', { name: 'Xem Viettel' }).click();
    expect((await member.readsWhy()).sentence).not.toBe('');
    expect(member.query().get('operator')).toBe('viettel');
    expect((await fetch(`${serverURL()}/api/path?to=${rows[0]?.code}&technology=4G&operator=viettel`)).status).toBe(404);
  });
});

describe('an administrator', () => {
  it('adds a user, whose invitation opens the door once, and shuts the door again', async () => {
    const admin = await arrives('/users', administering);
    const name = `test-${unique()}`;
    await admin.page.getByRole('button', { name: 'Thêm người dùng' }).click();
    const form = admin.page.getByTestId('user-form');
    await form.getByLabel('Tên đăng nhập').fill(name);
    await form.getByLabel('Họ và tên').fill('Nông Thị Thử');
    await form.getByLabel('Vai trò').selectOption('operator-editor');
    expect(await admin.barriers()).toEqual([]);
    await form.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await form.getByText('Chọn nhà mạng của người này').waitFor();
    await form.getByLabel('Nhà mạng', { exact: true }).selectOption('vnpt');
    await form.getByRole('button', { name: 'Tạo tài khoản' }).click();
    const link = await admin.page.getByTestId('secret').innerText();
    expect(await admin.barriers()).toEqual([]);
    await admin.picture('invitation-link');
    await admin.page.getByTestId('invitation-link').getByRole('button', { name: 'Đóng' }).click();

    const invited = await arrives(new URL(link).pathname, everyone, 'phone');
    const own = invited.page.getByTestId('invitation');
    expect(await invited.barriers()).toEqual([]);
    await invited.picture('phone-invitation');
    await own.getByLabel('Mật khẩu mới', { exact: true }).fill('một câu dài dễ nhớ');
    await own.getByLabel('Nhập lại').fill('một câu khác hẳn');
    await own.getByRole('button').click();
    await own.getByText('không giống nhau').waitFor();
    await own.getByLabel('Nhập lại').fill('một câu dài dễ nhớ');
    await own.getByRole('button').click();
    await invited.page.waitForURL((url) => url.pathname === '/');
    await invited.goes('/home');
    expect(await invited.page.locator('h1').innerText()).toContain('VNPT');

    await admin.page.locator(`tr[data-user="${name}"]`).getByRole('button', { name: 'Khoá tài khoản' }).click();
    await admin.page.locator(`tr[data-user="${name}"]`).getByText('đã khoá').waitFor();
    await invited.goes('/home');
    await invited.page.waitForURL((url) => url.pathname === '/login');
    await admin.picture('users');
    expect(admin.complaints).toEqual([]);
  });

  it('reads what was done in the log, whose chain is intact', async () => {
    const admin = await arrives('/audit', administering);
    const chain = admin.page.getByTestId('chain');
    await chain.waitFor();
    expect(await chain.getAttribute('data-intact')).toBe('true');
    await admin.page.getByTestId('audit-search').getByLabel('Người làm').fill('demo-administrator');
    await admin.page.getByTestId('audit-search').getByRole('button', { name: 'Tìm' }).click();
    const rows = await admin.readsTable('audit');
    expect(rows.length).toBeGreaterThan(0);
    await expect.poll(async () => (await admin.readsTable('audit')).every((row) => row.includes('demo-administrator'))).toBe(true);
    await admin.picture('audit');
    expect(await admin.barriers()).toEqual([]);
  });
});

describe('an operator’s admin', () => {
  it('sees the accounts of the own operator alone, and gives only their roles', async () => {
    const admin = await arrives('/users', viettelAdmin);
    for (const row of await admin.readsTable('users')) expect(row).toContain('Viettel');
    await admin.page.getByRole('button', { name: 'Thêm người dùng' }).click();
    const roles = await admin.page.getByTestId('user-form').getByLabel('Vai trò').locator('option').evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
    expect(roles).toEqual(['operator-viewer', 'operator-editor', 'operator-admin']);
  });

  it('makes a token that is shown once, works, and does not after it was revoked', async () => {
    const admin = await arrives('/tokens', viettelAdmin);
    const title = `báo cáo ${unique()}`;
    await admin.page.getByTestId('token-form').getByLabel('Dùng cho việc gì').fill(title);
    await admin.page.getByRole('button', { name: 'Tạo khoá' }).click();
    const secret = await admin.page.getByTestId('secret').innerText();
    expect(await admin.barriers()).toEqual([]);
    await admin.page.getByTestId('token-secret').getByRole('button', { name: 'Đóng' }).click();
    expect(await admin.page.content()).not.toContain(secret);
    const use = async () => (await fetch(`${serverURL()}/api/sites?limit=1`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await use()).toBe(200);
    await admin.page.locator(`tr[data-token="${title}"]`).getByRole('button', { name: 'Thu hồi' }).click();
    await admin.page.locator(`tr[data-token="${title}"]`).getByText('đã thu hồi').waitFor();
    expect(await use()).toBe(401);
    await admin.picture('tokens');
    expect(admin.complaints).toEqual([]);
  });
});

describe('every page', () => {
  const pages: [string, Who][] = [
    ['/login', everyone],
    ['/fields', everyone],
    ['/nothing', everyone],
    ['/account', editing],
    ['/home', editing],
    ['/uploads', editing],
    ['/tokens', editing],
    ['/users', administering],
    ['/audit', auditor],
  ];
  it.each(pages)('%s has no serious barrier and no foreign guest, by day and by night', async (path, who) => {
    const member = await arrives(path, who);
    await member.isReady();
    expect(await member.barriers()).toEqual([]);
    await member.goes(`${path}?theme=dark&lang=en`);
    await member.isReady();
    expect(await member.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await member.barriers()).toEqual([]);
    await member.picture(`desk${path.replaceAll('/', '-')}-dark`);
    expect([...member.complaints.filter((line) => !/404/.test(line)), ...member.strangers]).toEqual([]);
  });

  it.each(pages)('%s fits a phone and a thumb', async (path, who) => {
    const member = await arrives(path, who, 'phone');
    await member.isReady();
    expect(await member.fits()).toBe(true);
    expect(await member.tooSmall()).toEqual([]);
    await member.picture(`phone${path.replaceAll('/', '-')}`);
  });

  it('but the map does without the map', async () => {
    const member = await arrives('/login');
    const loaded: string[] = await member.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => /mount|maplibre|MapPage/.test(name))).toEqual([]);
  });
});
