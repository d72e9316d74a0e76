import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerFrames } from '../../src-main/control-socket/answer-frames.ts';
import { askOverlay, followOverlay, visitOverlay } from '../../src-main/control-socket/socket-client.ts';
import type { ControlAnswer, ControlRequest } from '../../src-main/control-socket/socket-contract.ts';
import { until } from '../lab/until.ts';
import { STATUS, startStandInOverlay } from './stand-in-overlay.ts';

/** Takes the frames of programs that are assistants. */
function visits() {
  const said: string[] = [];
  const senders: ((frame: string) => boolean)[] = [];
  return { said, senders, left: 0, isFull: false };
}

async function open({ answer = { ok: true } as ControlAnswer, path = 'run/overlay.sock' } = {}) {
  const asked: ControlRequest[] = [];
  const answered: string[] = [];
  const guests = visits();
  const overlay = await startStandInOverlay(
    {
      async carryOut(request) {
        asked.push(request);
        return answer;
      },
      enter(name, frames, send) {
        if (guests.isFull) return null;
        guests.said.push(`enter ${name}`, ...frames);
        guests.senders.push(send);
        return {
          say: (frame) => guests.said.push(frame),
          leave() {
            guests.left += 1;
          },
        };
      },
      onAnswered: ({ verb }) => answered.push(verb),
    },
    path,
  );
  return { ...overlay, asked, answered, guests };
}

/** Writes to the socket, and reads until it ends. */
function raw(path: string, text: string, ends = true): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(path, () => (ends ? socket.end(text) : socket.write(text)));
    let received = '';
    socket.on('data', (data) => {
      received += String(data);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
  });
}

describe('the socket', () => {
  it('is for the user alone [SEC-CONTROL-SOCKET]', async () => {
    const { path } = await open();
    const { mode } = statSync(path);
    await until('its mode', () => (statSync(path).mode & 0o777) === 0o600);
    expect(mode & 0o170000).toBe(0o140000);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('replaces one that a crash has left', async () => {
    const { path, start, close } = await open();
    close();
    writeFileSync(path, '');
    const closeNext = start();
    onTestFinished(closeNext);
    await until('an answer', async () => (await askOverlay(path, { verb: 'status' })).kind === 'answered');
  });

  it('is not opened in a folder that others can use [SEC-CONTROL-SOCKET]', async () => {
    const { path, start, logged, close } = await open();
    close();
    chmodSync(join(path, '..'), 0o777);
    start();
    expect(logged.join()).toContain("is not this user's alone");
  });

  it('that can’t be made is said in the log, and nothing else happens', async () => {
    const { logged } = await open({ path: `${'x'.repeat(120)}/overlay.sock` });
    expect(logged.join()).toMatch(/^no socket for programs: .* is too long a path$/);
  });

  it('that has gone before it is private is said in the log, and nothing else happens', async () => {
    const { path, start, close, logged } = await open();
    close();
    start();
    rmSync(path);
    await until('the line', () => logged.length > 0);
    expect(logged.join()).toMatch(/^no socket for programs: ENOENT/);
  });
});

describe('a question', () => {
  it('is answered by one line each, in their order, also when the asker has said all at once', async () => {
    const { path, asked, answered } = await open();
    const lines = (
      await raw(path, '{"verb":"status"}\n\n{"verb":"stop"}\n{"verb":"dance"}\nnonsense\n{"verb":"stop"}\n')
    )
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { ok: true, status: STATUS },
      { ok: true },
      { ok: false, code: 'bad-request' },
      { ok: false, code: 'not-json', message: 'each line has to be one JSON object' },
    ]);
    expect(asked).toEqual([{ verb: 'stop' }]);
    expect(answered).toEqual(['stop']);
  });

  it('is refused with a code', async () => {
    const { path } = await open({ answer: { ok: false, code: 'nothing-spoken' } });
    expect(await askOverlay(path, { verb: 'stop' })).toEqual({
      kind: 'answered',
      answer: { ok: false, code: 'nothing-spoken' },
    });
  });

  it('that never ends costs no memory [SEC-CONTROL-SOCKET] [REL-GUEST-GARBAGE]', async () => {
    const { path } = await open();
    const said = JSON.parse(await raw(path, 'x'.repeat(1_000_000), false));
    expect(said).toEqual({ ok: false, code: 'too-long', message: 'the line is too long' });
  });

  it('that comes with too many others is refused, and so is a follower [SEC-CONTROL-SOCKET]', async () => {
    const { path } = await open();
    const others = Array.from({ length: 64 }, () => createConnection(path));
    for (const other of others) onTestFinished(() => void other.destroy());
    const refusal = { ok: false, code: 'full' };
    expect(await askOverlay(path, { verb: 'status' })).toMatchObject({ kind: 'answered', answer: refusal });
    const told: ControlAnswer[] = [];
    expect(await followOverlay(path, (answer) => told.push(answer))).toBe(true);
    expect(told).toMatchObject([refusal]);
    expect(await visitOverlay(path, answerFrames(null, ['Seven']))).toEqual({ kind: 'refused', code: 'full' });
    others[0]?.destroy();
    const isOk = async () => {
      const asked = await askOverlay(path, { verb: 'status' });
      return asked.kind === 'answered' && asked.answer.ok;
    };
    await until('a place', isOk);
  });

  it('to nobody says so', async () => {
    const { path, close } = await open();
    close();
    expect(await askOverlay(path, { verb: 'status' })).toEqual({ kind: 'absent' });
    expect(await followOverlay(path, () => {})).toBe(false);
  });
});

const HELLO = '{"type":"hello","data":{"protocol":2,"client":{"name":"Script"},"commands":["stop_tts"]}}';
const status = (phase: string) => `{"type":"status","data":{"status":"","text":"","phase":"${phase}"}}`;

describe('a program that sends frames', () => {
  it('is an assistant from its first status until its connection ends [SEC-CONTROL-SOCKET]', async () => {
    const { path, guests } = await open();
    const socket = createConnection(path);
    onTestFinished(() => void socket.destroy());
    let received = '';
    socket.on('data', (data) => {
      received += String(data);
    });
    socket.write(`${HELLO}\n{"type":"later"}\n${status('thinking')}\n${status('ready')}\n`);
    await until('the second status', () => guests.said.length === 4);
    expect(guests.said).toEqual(['enter Script', HELLO, status('thinking'), status('ready')]);
    expect(guests.senders[0]?.('{"type":"command","id":"1","command":"stop_tts"}')).toBe(true);
    await until('the command', () => received.endsWith('"stop_tts"}\n'));
    // It may ask as well.
    socket.write('{"verb":"status"}\n');
    await until('the answer', () => received.includes('"ok":true'));
    expect(guests.left).toBe(0);
    socket.destroy();
    await until('its end', () => guests.left === 1);
  });

  it('is over once it has said all', async () => {
    const { path, guests } = await open();
    expect(await raw(path, status('ready'))).toBe('');
    expect(guests.said).toEqual(['enter null', status('ready')]);
    await until('its end', () => guests.left === 1);
  });

  it('is told once what is wrong, and goes [SEC-CONTROL-SOCKET]', async () => {
    const { path, guests } = await open();
    expect(JSON.parse(await raw(path, `${status('ready')}\nThinking about it\n`, false))).toMatchObject({
      ok: false,
      code: 'not-json',
    });
    expect(guests.left).toBe(1);
    guests.isFull = true;
    expect(JSON.parse(await raw(path, `${status('ready')}\n`, false))).toMatchObject({ ok: false, code: 'too-many' });
  });

  it('gets no more commands than it reads [SEC-CONTROL-SOCKET]', async () => {
    const { path, guests } = await open();
    const socket = createConnection(path, () => socket.write(`${status('ready')}\n`));
    onTestFinished(() => void socket.destroy());
    await until('it', () => guests.senders.length === 1);
    const sent = Array.from({ length: 2_000 }, () => guests.senders[0]?.('x'.repeat(1_000)));
    expect(sent.at(0)).toBe(true);
    expect(sent.at(-1)).toBe(false);
  });
});

describe('an answer from a program', () => {
  it('is over with its last frame', async () => {
    const { path, guests } = await open();
    expect(await visitOverlay(path, answerFrames('Script', ['Seven', ' degrees.']))).toEqual({ kind: 'done' });
    expect(guests.said.at(0)).toBe('enter Script');
    expect(guests.said.at(-1)).toContain('"Seven degrees."');
    await until('its end', () => guests.left === 1);
  });

  it('says who is not there, or does not let it in', async () => {
    const { path, guests, close } = await open();
    guests.isFull = true;
    expect(await visitOverlay(path, answerFrames(null, ['Seven']))).toEqual({ kind: 'refused', code: 'too-many' });
    guests.isFull = false;
    const never = new Promise<string>(() => {});
    const cut = visitOverlay(
      path,
      answerFrames(
        null,
        (async function* () {
          yield 'Seven';
          yield await never;
        })(),
      ),
    );
    await until('it', () => guests.said.some((frame) => frame.includes('Seven')));
    close();
    expect(await cut).toEqual({ kind: 'cut' });
    expect(await visitOverlay(path, answerFrames(null, []))).toEqual({ kind: 'absent' });
  });
});

describe('following', () => {
  it('tells the status now and with each change, once, until the overlay ends', async () => {
    const { path, become, close } = await open();
    const phases: (string | undefined)[] = [];
    const ended = followOverlay(path, (answer) => phases.push(answer.ok ? answer.status?.phase : undefined));
    await until('the first line', () => phases.length === 1);
    become({ phase: 'listening' });
    become({});
    become({ phase: 'thinking' });
    await until('the changes', () => phases.length === 3);
    expect(phases).toEqual(['ready', 'listening', 'thinking']);
    close();
    expect(await ended).toBe(true);
  });

  it('gives a reader that is slow the newest, and keeps nothing for it [REL-FOLLOW-FLOOD]', async () => {
    const { path, become } = await open();
    const socket = createConnection(path, () => socket.write('{"verb":"follow"}\n'));
    onTestFinished(() => void socket.destroy());
    let received = '';
    await new Promise((resolve) => socket.once('readable', resolve));
    const answer = 'x'.repeat(10_000);
    for (let turn = 0; turn < 2_000; turn += 1) become({ answer: `${answer}${turn}` });
    socket.on('data', (data) => {
      received += String(data);
    });
    await until('the newest', () => received.includes(`${answer}1999"`));
    expect(received.length).toBeLessThan(10_000_000);
  });

  it('lets nobody ask faster than they read [REL-FOLLOW-FLOOD]', async () => {
    const long = { ...STATUS, answer: 'x'.repeat(10_000) };
    const { path, asked } = await open({ answer: { ok: true, status: long } });
    const socket = createConnection(path);
    onTestFinished(() => void socket.destroy());
    socket.write(`{"verb":"follow"}\n${'{"verb":"stop"}\n'.repeat(2_000)}`);
    await until('the first', () => asked.length > 0);
    for (let turn = 0; turn < 20; turn += 1) await askOverlay(path, { verb: 'status' });
    expect(asked.length).toBeLessThan(500);
    socket.resume();
    await until('all', () => asked.length === 2_000);
  });
});
