import { expect, it } from 'vitest';
import { ask, connectNamed, roundTrip, startClient, tryUpgrade } from './overlay.ts';

/** The samples of `GET /metrics`, by name and labels. */
async function numbers(httpPort: number): Promise<Readonly<Record<string, number>>> {
  const { code, body, headers } = await ask(httpPort, { path: '/metrics' });
  expect(code).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain; version=/);
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const split = line.lastIndexOf(' ');
      return [line.slice(0, split).replace('asystent_client_', ''), Number(line.slice(split + 1))];
    }),
  );
}

it('the client counts its frames, commands, polls and refusals', async () => {
  const { client, wsPort, httpPort } = await startClient({ protocol: 2 });
  expect(await numbers(httpPort)).toMatchObject({
    overlays: 0,
    broadcasts_total: 0,
    frames_sent_total: 0,
    polls_total: 0,
  });

  const one = await connectNamed(wsPort, 'a');
  const other = await connectNamed(wsPort, 'b');
  const bytesBefore = (await numbers(httpPort))['frame_bytes_sent_total'] ?? 0;
  client.update({ status: 'myślę', monitoring: true });
  await one.ask('set_volume', { level: 0.5 });
  await one.askWrongly('set_volume', { level: 2 });
  await one.askWrongly('__proto__');
  await other.until(4);
  await ask(httpPort);
  await tryUpgrade(wsPort, { origin: 'https://example.com' });

  const after = await numbers(httpPort);
  expect(after).toMatchObject({
    overlays: 2,
    broadcasts_total: 2,
    // A status and a hello each, two broadcasts to each, three acks.
    frames_sent_total: 4 + 4 + 3,
    // Two hellos, three commands.
    frames_received_total: 5,
    'commands_total{command="set_volume",outcome="ok"}': 1,
    'commands_total{command="unknown",outcome="invalid"}': 1,
    'commands_total{command="unknown",outcome="unsupported"}': 1,
    'refusals_total{code="403"}': 1,
    polls_total: 1,
  });
  const frames = [...one.frames.slice(2), ...other.frames.slice(2)];
  const bytes = frames.reduce((sum, frame) => sum + Buffer.byteLength(JSON.stringify(frame)), 0);
  expect((after['frame_bytes_sent_total'] ?? 0) - bytesBefore).toBe(bytes);

  other.overlay.pause();
  while (client.overlays() === 2) {
    client.sendOnce({ text: 'x'.repeat(200_000) }, 'b');
    await roundTrip(one.overlay, client);
  }
  expect(await numbers(httpPort)).toMatchObject({ overlays: 1, 'drops_total{reason="does not read"}': 1 });
});

it('a foreign Host is refused', async () => {
  const { httpPort } = await startClient();
  expect((await ask(httpPort, { path: '/metrics', host: 'example.com' })).code).toBe(403);
});
