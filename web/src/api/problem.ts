/** Why a question got no answer. Detail is the server's own sentence and says what to do. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached at all. */
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Seconds to wait before asking again; null when the server did not say. */
    readonly wait: number | null = null,
  ) {
    super(`${status} ${title}`);
    this.name = 'Problem';
  }
}

/** Whatever was thrown, as a problem. */
export function asProblem(cause: unknown): Problem {
  return cause instanceof Problem ? cause : new Problem(0, String(cause), '');
}

/** Reads an answer that is not a success: RFC 9457, or whatever a proxy put in its place. */
export async function problemOf(response: Response): Promise<Problem> {
  let title = response.statusText;
  let detail = '';
  try {
    const body: unknown = await response.json();
    if (body !== null && typeof body === 'object') {
      if ('title' in body && typeof body.title === 'string') title = body.title;
      if ('detail' in body && typeof body.detail === 'string') detail = body.detail;
    }
  } catch {
    // Not JSON: the status alone has to do.
  }
  const wait = Number(response.headers.get('retry-after') ?? NaN);
  return new Problem(response.status, title, detail, Number.isFinite(wait) ? wait : null);
}
