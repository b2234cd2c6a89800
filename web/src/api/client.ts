import type { Gaps, HamletCard, HamletRow, Hamlets, Level, Release } from './contract';
import type { PathAnswer } from './path_contract';
import { Problem, problemOf } from './problem';

/** What a figure is asked about. */
export interface Question {
  technology: string;
  operator: string;
  definition: string;
  vintage: string;
}

export interface GapQuestion extends Question {
  level: Level;
}

export interface PathQuestion {
  /** A hamlet's code. */
  to: string;
  technology: string;
  operator: string;
}

/** The most hamlets asked for in one request; the list is read page by page. */
const pageSize = 1000;

/** The one door to the server. Every method throws Problem, or AbortError when stopped. */
export class Client {
  constructor(
    private readonly base: string = '',
    private readonly get: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  release(signal?: AbortSignal): Promise<Release> {
    return this.read<Release>('/api/release', {}, signal);
  }

  /** The names of the map layers a release has. */
  async layers(release: string, signal?: AbortSignal): Promise<ReadonlySet<string>> {
    const list = await this.read<{ layers: { name: string }[] }>(`/tiles/${encodeURIComponent(release)}/layers.json`, {}, signal);
    return new Set(list.layers.map((layer) => layer.name));
  }

  gaps(question: GapQuestion, signal?: AbortSignal): Promise<Gaps> {
    return this.read<Gaps>('/api/gaps', { ...question }, signal);
  }

  /** All hamlets of the release, by code. */
  async hamlets(question: Question, signal?: AbortSignal): Promise<Hamlets> {
    const first = await this.page(question, 0, signal);
    const rows: HamletRow[] = [...first.rows];
    while (rows.length < first.numberMatched) {
      const next = await this.page(question, rows.length, signal);
      if (next.rows.length === 0 || next.release !== first.release) break;
      rows.push(...next.rows);
    }
    return { ...first, rows };
  }

  hamlet(code: string, signal?: AbortSignal): Promise<HamletCard> {
    return this.read<HamletCard>(`/api/hamlets/${encodeURIComponent(code)}`, {}, signal);
  }

  /** Why a place has the signal it has, on its way from the mast that serves it best. */
  path(question: PathQuestion, signal?: AbortSignal): Promise<PathAnswer> {
    return this.read<PathAnswer>('/api/path', { ...question }, signal);
  }

  private page(question: Question, offset: number, signal?: AbortSignal): Promise<Hamlets> {
    const window = { limit: String(pageSize), offset: String(offset) };
    return this.read<Hamlets>('/api/hamlets', { ...question, ...window }, signal);
  }

  private async read<T>(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<T> {
    const search = new URLSearchParams(query).toString();
    const url = `${this.base}${path}${search ? `?${search}` : ''}`;
    const init = signal ? { signal } : {};
    let response: Response;
    try {
      response = await this.get(url, { ...init, headers: { accept: 'application/json' } });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new Problem(0, 'unreachable', '');
    }
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as T;
  }
}
