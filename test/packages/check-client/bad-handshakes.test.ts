import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import { at, checkedServer, onlyWrong, TIMEOUT } from './checked.ts';
import { startHandMadeClient } from './hand-made-client.ts';

describe.concurrent('each fault of a handshake is named by its point', TIMEOUT, () => {
  it('nothing listens: reachable', async () => {
    const client = await startHandMadeClient();
    await client.stop();
    const points = judge(await observe({ socket: at(client.port), http: null, withCommands: true }));
    expect(onlyWrong(points, 'reachable').found).toMatch(/nothing listens/);
  });

  it('a silent server: reachable', async () => {
    expect(onlyWrong(await checkedServer(createServer(() => {})), 'reachable').found).toMatch(/said nothing/);
  });

  it('a wrong answer to the challenge: handshake', async () => {
    const points = await checkedServer(upgradeWith(() => 'Sec-WebSocket-Accept: bm90IHRoYXQ=\r\n'));
    expect(onlyWrong(points, 'handshake').found).toMatch(/Sec-WebSocket-Accept/);
  });

  it('compression that was not offered: compression', async () => {
    const extension = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';
    const points = await checkedServer(upgradeWith((accept) => `Sec-WebSocket-Accept: ${accept}\r\n${extension}`));
    expect(onlyWrong(points, 'compression').found).toMatch(/permessage-deflate/);
  });

  it('an invalid frame: frames', async () => {
    // A text frame with a reserved bit.
    const points = await checkedServer(
      upgradeWith((accept) => `Sec-WebSocket-Accept: ${accept}\r\n`, Buffer.from([0xf1, 1, 65])),
    );
    expect(onlyWrong(points, 'frames').found).toMatch(/WS_ERR/);
  });
});

/** Answers every upgrade of an overlay with 101 and these headers, refuses those of strangers, and sends `then`. */
function upgradeWith(headers: (accept: string) => string, then: Buffer = Buffer.alloc(0)): Server {
  return createServer((connection) => {
    connection.on('error', () => {});
    connection.once('data', (request) => {
      if (/^Origin:|^Host: example/im.test(String(request))) {
        connection.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const key = /Sec-WebSocket-Key: (.+)\r\n/i.exec(String(request))?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
      connection.write(`${head}${headers(accept)}\r\n`);
      connection.write(then);
    });
  });
}
