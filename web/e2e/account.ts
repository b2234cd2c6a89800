import type { BrowserContext } from 'playwright-core';
import type { DemoLogin, Session } from '../src/api/session_contract';
import { serverURL } from './page';

/** Somebody with an account of the sample, or the public. */
export interface Who {
  role: DemoLogin['role'];
  operator?: string;
}

export const everyone: Who = { role: 'public' };

const cookies = new Map<string, Promise<string>>();

/** The sample's login of a role: the server under test lists them to its own machine. */
export async function demoLogin({ role, operator }: Who): Promise<DemoLogin> {
  const { demo } = (await (await fetch(`${serverURL()}/api/session`)).json()) as Session;
  const login = demo?.find((each) => each.role === role && (operator === undefined || operatorOf(each) === operator));
  if (!login) throw new Error(`no demo login of a ${role}: start the server with phusong demo, on localhost`);
  return login;
}

function operatorOf({ operator }: DemoLogin): string | undefined {
  return typeof operator === 'object' ? operator?.code : operator;
}

/** Logs in without a page; once for each role, since tries to log in are counted. */
export async function cookieOf(who: Who): Promise<{ cookie?: string }> {
  if (who.role === 'public') return {};
  const key = `${who.role}/${who.operator ?? ''}`;
  const known = cookies.get(key) ?? logIn(who);
  cookies.set(key, known);
  return { cookie: await known };
}

async function logIn(who: Who): Promise<string> {
  const { name, password } = await demoLogin(who);
  const response = await fetch(`${serverURL()}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || !cookie) throw new Error(`log in as ${name}: ${response.status} ${await response.text()}`);
  return cookie;
}

/** Gives a browser the login of somebody. */
export async function enter(context: BrowserContext, who: Who): Promise<void> {
  const { cookie } = await cookieOf(who);
  if (!cookie) return;
  const at = cookie.indexOf('=');
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: serverURL() }]);
}
