import type { Language } from './contract';

/** What a server may add to a problem, for pages that know what to do with it. */
export interface ProblemFacts {
  /** Seconds to wait before asking again. */
  wait?: number;
  /** Tells reasons of one status apart. */
  code?: string;
  /** How many sites an approval would take away, and of how many. */
  removed?: number;
  of?: number;
}

/** Why a question got no answer. Detail is the server's own sentence and says what to do. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached at all. */
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(`${status} ${title}`);
    this.name = 'Problem';
  }

  /** The detail in one language: where the server says it in both, a dot stands between, Vietnamese first. */
  in(language: Language): string {
    const at = this.detail.indexOf(' · ');
    if (at < 0) return this.detail;
    return language === 'vi' ? this.detail.slice(0, at) : this.detail.slice(at + 3);
  }
}

/** Whatever was thrown, as a problem. */
export function asProblem(cause: unknown): Problem {
  return cause instanceof Problem ? cause : new Problem(0, String(cause), '');
}

/** Reads an answer that is not a success: RFC 9457, or whatever a proxy put in its place. */
export async function problemOf(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    const read: unknown = await response.json();
    if (read !== null && typeof read === 'object') body = read as Record<string, unknown>;
  } catch {
    // Not JSON: the status alone has to do.
  }
  const facts: ProblemFacts = {};
  const wait = Number(response.headers.get('retry-after') ?? NaN);
  if (Number.isFinite(wait)) facts.wait = wait;
  if (typeof body['code'] === 'string') facts.code = body['code'];
  if (typeof body['removed'] === 'number') facts.removed = body['removed'];
  if (typeof body['of'] === 'number') facts.of = body['of'];
  const text = (name: string, rest: string) => (typeof body[name] === 'string' ? body[name] : rest);
  return new Problem(response.status, text('title', response.statusText), text('detail', ''), facts);
}
