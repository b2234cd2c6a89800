import { Problem, problemOf } from './problem';

/** The words after "?" of an address; what is undefined is left out. */
export type Query = Record<string, string | number | undefined>;

/** How a file is asked for. */
export interface Wanted {
  query?: Query;
  /** What no address can hold: it is sent. */
  question?: unknown;
  signal?: AbortSignal | undefined;
}

/** The one way to the server. Every method throws Problem, or AbortError when stopped. */
export class Door {
  constructor(
    readonly base: string = '',
    private readonly get: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.#answer<T>(this.address(path, query), signal ? { signal } : {});
  }

  /** Reads a file of at most some bytes; null where there is nothing. */
  async bytes(path: string, most: number, { query, question, signal }: Wanted = {}): Promise<Uint8Array | null> {
    const init: RequestInit = signal ? { signal } : {};
    const response = await this.#ask(this.address(path, query), question === undefined ? init : { ...init, method: 'POST', ...asJSON(question) }, '*/*');
    const body = new Uint8Array(await response.arrayBuffer());
    if (body.length > most) throw new Problem(0, `${path} has ${body.length} bytes, more than ${most}`, '');
    return body.length > 0 ? body : null;
  }

  /** Changes something. The body goes as JSON, which no foreign page may send in this person's name. */
  send<T = void>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const init: RequestInit = signal ? { method, signal } : { method };
    if (method !== 'DELETE') Object.assign(init, asJSON(body ?? {}));
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
    const text = await (await this.#ask(url, init, 'application/json')).text();
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async #ask(url: string, init: RequestInit, accept: string): Promise<Response> {
    let response: Response;
    try {
      response = await this.get(url, { ...init, headers: { accept, ...init.headers } });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new Problem(0, 'unreachable', '');
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

const asJSON = (body: unknown) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

/** A part of an address that is somebody's word: it must not change the address. */
export const part = encodeURIComponent;
