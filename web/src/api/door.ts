import { Problem, problemOf } from './problem';

/** The words after "?" of an address; what is undefined is left out. */
export type Query = Record<string, string | number | undefined>;

/** The one way to the server. Every method throws Problem, or AbortError when stopped. */
export class Door {
  constructor(
    readonly base: string = '',
    private readonly get: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.#answer<T>(this.address(path, query), signal ? { signal } : {});
  }

  /** Changes something. The body goes as JSON, which no foreign page may send in this person's name. */
  send<T = void>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const init: RequestInit = signal ? { method, signal } : { method };
    if (method !== 'DELETE') Object.assign(init, { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } });
    return this.#answer<T>(this.address(path), init);
  }

  /** Sends a form with its files; the key makes a second sending harmless. */
  post<T>(path: string, form: FormData, key: string): Promise<T> {
    return this.#answer<T>(this.address(path), { method: 'POST', body: form, headers: { 'idempotency-key': key } });
  }

  address(path: string, query: Query = {}): string {
    const said = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
    return `${this.base}${path}${search ? `?${search}` : ''}`;
  }

  async #answer<T>(url: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await this.get(url, { ...init, headers: { accept: 'application/json', ...init.headers } });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new Problem(0, 'unreachable', '');
    }
    if (!response.ok) throw await problemOf(response);
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** A part of an address that is somebody's word: it must not change the address. */
export const part = encodeURIComponent;
