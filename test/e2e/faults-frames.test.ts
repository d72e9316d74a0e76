import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { PUBLISH_INTERVAL_MS } from '../../src-main/overlay/reduce.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer, transportIs } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

const SPEAKING = { status: 'mówię', is_speaking: true, monitoring: true };

/** An overlay that is connected to a client which can send anything. */
async function overlayOf() {
  const ports = await testPorts();
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const status = (data: object) => JSON.stringify({ type: 'status', data });
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.send(status({ status: 'myślę', wake_word_detected: true, text: '' }));
  });
  const overlay = await launchOverlay(ports);
  const page = await bubbleIn(overlay, 'thinking');
  const send = (data: object | string | Buffer) => {
    const raw = typeof data === 'string' || Buffer.isBuffer(data) ? data : status(data);
    for (const socket of server.clients) socket.send(raw);
  };
  return { overlay, page, send, connections: () => connections };
}

const TEXTS: readonly [string, string, string][] = [
  ['markup', '<b>bold</b><img src=x onerror="alert(1)"><svg onload=alert(1)>', ''],
  ['a script', '<script>document.title = "taken"</script>', ''],
  ['a template', '{{answer}} $t(app.name) %s', ''],
  ['NUL and controls', 'a\0b\x1b[31mc\x07d', 'ab[31mcd'],
  ['bidi overrides', 'invoice\u202efdp.exe\u2066', 'invoicefdp.exe'],
  ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ['zalgo', `Z${'\u0335'.repeat(400)}x`, `Z${'\u0335'.repeat(6)}x`],
  ['100 kB', 'Long. '.repeat(17_000), ''],
  ['a word without an end', 'x'.repeat(5_000), ''],
  ['no more than spaces and a letter', `${'\n'.repeat(3_000)}x`, 'x'],
];

it('shows every text as text, within the card [REL-FRAME-HOSTILE-TEXT] [SEC-HOSTILE-TEXT]', async () => {
  const { overlay, page, send } = await overlayOf();
  for (const [name, text, expected] of TEXTS) {
    send({ status: 'myślę', wake_word_detected: true, text: '' });
    await bubbleIn(overlay, 'thinking');
    send({ ...SPEAKING, text });
    await bubbleIn(overlay, 'speaking');
    const shown = await until(`the answer: ${name}`, () => shownAnswer(overlay));
    if (expected !== '') expect(shown, name).toBe(expected);
    else expect(text.startsWith(shown.replace(/…$/, '')), name).toBe(true);
    expect(shown.length, name).toBeLessThanOrEqual(10_000);
    const found = await page.evaluate(() => {
      const answer = document.querySelector('[data-testid="answer"]');
      const box = answer?.getBoundingClientRect();
      return {
        elements: document.querySelectorAll('script:not([src]), img, iframe, a, b, svg[onload]').length,
        isInside:
          box !== undefined &&
          box.right <= window.innerWidth + 1 &&
          box.left >= -1 &&
          (answer?.scrollWidth ?? Number.POSITIVE_INFINITY) <= box.width + 1,
        title: document.title,
      };
    });
    expect(found, name).toMatchObject({ elements: 0, isInside: true });
    expect(found.title).not.toBe('taken');
  }
});

it('takes wrong types in every field for nothing, and stays connected [REL-FRAME-MALFORMED]', async () => {
  const { overlay, send } = await overlayOf();
  for (const wrong of [7, null, [], {}, 'yes', true, 1e308]) {
    const data = { text: wrong, is_listening: wrong, is_speaking: wrong, wake_word_detected: wrong, action: wrong };
    send({ status: wrong, ...data, overlay_visible: wrong, monitoring: wrong });
    send(JSON.stringify({ type: wrong, data: wrong }));
    send(JSON.stringify(wrong));
  }
  send(Buffer.from([0, 1, 2, 255]));
  send(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
  send('{"type":"status","data":{"__proto__":{"is_speaking":true},"constructor":{"prototype":{}}}}');
  send({ status: 'Wystąpił błąd…', monitoring: true });
  await bubbleIn(overlay, 'error');
  send({ ...SPEAKING, text: 'Still here.' });
  await bubbleIn(overlay, 'speaking');
  await until('the answer', async () => (await shownAnswer(overlay)) === 'Still here.');
});

it('is not impressed by ten thousand frames in a second [REL-FRAME-FLOOD]', async () => {
  const { overlay, page, send } = await overlayOf();
  await page.evaluate(() => {
    Object.assign(window, { states: 0 });
    Reflect.get(window, 'overlay').onState(() => {
      Reflect.set(window, 'states', Reflect.get(window, 'states') + 1);
    });
  });
  const sentMs = performance.now();
  for (let index = 0; index < 10_000; index += 1) {
    send({ ...SPEAKING, is_speaking: index % 2 === 0, text: `Answer ${index}` });
  }
  send({ ...SPEAKING, text: 'The last one.' });
  await until('the last answer', async () => (await shownAnswer(overlay)) === 'The last one.');
  await bubbleIn(overlay, 'speaking');
  // The page is told as often as a display can show it; besides, it is told once when it begins to listen.
  const states = await page.evaluate(() => Number(Reflect.get(window, 'states')));
  expect(states).toBeLessThanOrEqual((performance.now() - sentMs) / PUBLISH_INTERVAL_MS + 3);
});

it('comes back from a frame that is too large [REL-FRAME-OVERSIZED] [SEC-FRAME]', async () => {
  const { overlay, send, connections } = await overlayOf();
  send({ ...SPEAKING, text: 'x'.repeat(300 * 1_024) });
  await until('the new connection', () => connections() === 2, 3_000);
  await transportIs(overlay, 'socket', 3_000);
  await bubbleIn(overlay, 'thinking');
});
