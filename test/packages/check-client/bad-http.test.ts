import { describe, expect, it } from 'vitest';
import { checked, named, onlyWrong, TIMEOUT } from './checked.ts';
import { STATUS, type startHttp } from './hand-made-client.ts';

const BODY = JSON.stringify({ ...STATUS, tts_playing: false, last_tts: '' });

describe.concurrent('each fault over HTTP is named by its point', TIMEOUT, () => {
  const honest = (body: string) => (request: { headers: { host?: string | undefined } }) =>
    /^127\.0\.0\.1:/.test(request.headers.host ?? '') ? { code: 200, body } : { code: 403, body: '' };

  it('is nothing where nothing is wrong', async () => {
    const points = await checked({}, { http: honest(BODY) });
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'not-tried')).toEqual(['details', 'level', 'growing answer', 'key', 'HTTP key']);
  });

  const faults: readonly [string, string, RegExp, Parameters<typeof startHttp>[0]][] = [
    ['another answer', 'HTTP status', /404/, () => ({ code: 404, body: '' })],
    ['a page', 'HTTP status', /no JSON object/, honest('<html></html>')],
    ['an envelope', 'HTTP status', /envelope/, honest(JSON.stringify({ type: 'status', data: STATUS }))],
    ['a field of another type', 'HTTP status', /must be string/, honest(JSON.stringify({ ...STATUS, last_tts: 1 }))],
    [
      'what the socket does not say',
      'HTTP and socket',
      /^status differ/,
      honest(JSON.stringify({ ...JSON.parse(BODY), status: 'myślę' })),
    ],
    ['a Host that is let in', 'HTTP Host', /let in \(200\)/, () => ({ code: 200, body: BODY })],
    [
      'a permission for all pages',
      'HTTP Origin',
      /\*/,
      (request) => ({ ...honest(BODY)(request), headers: { 'Access-Control-Allow-Origin': '*' } }),
    ],
  ];

  it.each(faults)('%s: %s', async (_, name, found, http) => {
    expect(onlyWrong(await checked({}, { http, withCommands: false }), name).found).toMatch(found);
  });

  it('is a warning for a missing field', async () => {
    const points = await checked({}, { http: honest(JSON.stringify(STATUS)), withCommands: false });
    expect(named(points, 'wrong')).toEqual([]);
    const [point] = points.filter(({ verdict }) => verdict === 'warning');
    expect(point).toMatchObject({ name: 'HTTP status', found: 'missing: tts_playing, last_tts' });
  });
});
