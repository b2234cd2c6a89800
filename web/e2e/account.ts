import type { BrowserContext } from 'playwright-core';
import type { DemoLogin, Session } from '../src/api/session_contract';
import { serverURL } from './page';

/** Somebody with an account of the sample, or the public. */
export interface Who {
  role: DemoLogin['role'];
  operator?: string;
}

export const everyone: Who = { role: 'public' };
/** Sees every network, every mast. */
export const planning: Who = { role: 'planner' };
export const leading: Who = { role: 'leader' };
export const administering: Who = { role: 'administrator' };
/** Keeps Viettel's list. */
export const editing: Who = { role: 'operator-editor', operator: 'viettel' };
/** Keeps the list of a rival of Viettel's. */
export const rivalling: Who = { role: 'operator-editor', operator: 'vnpt' };

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
async function cookieOf(who: Who): Promise<{ cookie?: string }> {
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

/** What the server itself answers to somebody, to hold the page to it. */
export async function ask<T>(path: string, who: Who = planning): Promise<T> {
  return (await answered(path, who)).json() as Promise<T>;
}

/** Changes something without a page; what has no answer gives nothing. */
export async function send<T>(method: string, path: string, body?: unknown, who: Who = planning): Promise<T> {
  const response = await answered(path, who, { method, ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}) });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function answered(path: string, who: Who, init: RequestInit = {}): Promise<Response> {
  const response = await asSomebody(path, who, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** What the server answers, be it a refusal. */
export async function asSomebody(path: string, who: Who, init: RequestInit = {}): Promise<Response> {
  return fetch(`${serverURL()}${path}`, { ...init, headers: { ...(init.headers as Record<string, string> | undefined), ...(await cookieOf(who)) } });
}

/** Gives a browser the login of somebody. */
export async function enter(context: BrowserContext, who: Who): Promise<void> {
  const { cookie } = await cookieOf(who);
  if (!cookie) return;
  const at = cookie.indexOf('=');
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: serverURL() }]);
}
