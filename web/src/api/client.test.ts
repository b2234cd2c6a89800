import { describe, expect, it } from 'vitest';
import { Client } from './client';
import { Door } from './door';
import { Problem } from './problem';

const question = { technology: '4G', operator: 'any', definition: 'centre', vintage: '2024' };

/** A server that answers from a function of the URL, and remembers what it was asked. */
function serverOf(answer: (url: URL) => Response) {
  const asked: URL[] = [];
  const get: typeof fetch = (input) => {
    const url = new URL(String(input), 'http://server');
    asked.push(url);
    return Promise.resolve(answer(url));
  };
  return { asked, client: new Client(new Door('', get)) };
}

function hamletsFrom(count: number) {
  return (url: URL) => {
    const offset = Number(url.searchParams.get('offset'));
    const limit = Number(url.searchParams.get('limit'));
    const rows = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, i) => ({ code: `H${offset + i}` }));
    return Response.json({ numberMatched: count, release: '3', rows });
  };
}

describe('the client', () => {
  it('reads the list of hamlets page by page until it is whole', async () => {
    const { client, asked } = serverOf(hamletsFrom(1733));
    const list = await client.hamlets(question);
    expect(list.rows).toHaveLength(1733);
    expect(list.rows.at(-1)?.code).toBe('H1732');
    expect(asked).toHaveLength(2);
  });

  it('stops when the server has fewer hamlets than it promised', async () => {
    const { client } = serverOf((url) =>
      Response.json({ numberMatched: 10, release: '3', rows: url.searchParams.get('offset') === '0' ? [{ code: 'H0' }] : [] }),
    );
    expect((await client.hamlets(question)).rows).toHaveLength(1);
  });

  it('keeps the server’s own sentence about what to do', async () => {
    const { client } = serverOf(() =>
      Response.json({ title: 'No release', status: 503, detail: 'Run phusong compute.' }, { status: 503 }),
    );
    await expect(client.release()).rejects.toMatchObject({ status: 503, detail: 'Run phusong compute.' });
  });

  it('survives an error page that is not JSON', async () => {
    const { client } = serverOf(() => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(client.release()).rejects.toEqual(new Problem(502, 'Bad Gateway', ''));
  });

  it('says that the server cannot be reached', async () => {
    const client = new Client(new Door('', () => Promise.reject(new TypeError('failed'))));
    await expect(client.release()).rejects.toMatchObject({ status: 0 });
  });

  it('escapes a code that would change the address', async () => {
    const { client, asked } = serverOf(() => Response.json({}));
    await client.hamlet('a/../b');
    expect(asked[0]?.pathname).toBe('/api/hamlets/a%2F..%2Fb');
  });
});
