import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IpcMainEvent } from 'electron';
import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { CHANNELS, type Channels } from '../../src-main/ipc/channels.ts';
import { senderPage } from '../../src-main/ipc/registrar.ts';
import { PAGES } from '../../src-shared/pages.ts';
import { registrarWith } from './fake-ipc.ts';
import { VALID_ARGUMENTS } from './valid-arguments.ts';

const ROOT = join(import.meta.dirname, '../..');
const NAMES = Object.keys(CHANNELS) as readonly (keyof typeof CHANNELS)[];

/** One handler on a channel. */
function listening(name: keyof typeof CHANNELS) {
  const log = vi.fn<(message: string) => void>();
  const handler = vi.fn<(...args: readonly unknown[]) => unknown>();
  const { registrar, ...ipc } = registrarWith(log);
  const add = { send: registrar.on, invoke: registrar.handle, ask: registrar.answer }[CHANNELS[name].kind];
  Reflect.apply(add, null, [name, handler]);
  return { ...ipc, log, handler };
}

describe.each(NAMES)('the channel %s [SEC-FORGED-MESSAGE]', (name) => {
  const { kind, from } = CHANNELS[name];
  const senders = PAGES.map((page) => ({ page, isInnerFrame: false }));
  const allowed = senders.filter(({ page }) => from.some((each) => each === page));
  const refused = [
    ...senders.filter((sender) => !allowed.includes(sender)),
    ...allowed.map((sender) => ({ ...sender, isInnerFrame: true })),
  ];
  const args = VALID_ARGUMENTS[name];

  it.each(allowed)('takes a message of $page', (sender) => {
    const { send, handler, log } = listening(name);
    send({ name, args, ...sender });
    expect(handler).toHaveBeenCalledOnce();
    expect(handler.mock.lastCall?.slice(kind === 'send' ? 1 : 0)).toEqual(args);
    expect(log).not.toHaveBeenCalled();
  });

  it.each(refused)('refuses one of $page, inside a frame: $isInnerFrame', (sender) => {
    const { send, handler, log } = listening(name);
    const sending = () => send({ name, args, ...sender });
    if (kind === 'invoke') expect(sending).toThrow('refused');
    // A page that waits must not wait forever.
    else expect(sending()).toBe(kind === 'ask' ? null : undefined);
    expect(handler).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`message refused: ${name} `));
  });

  it.each(allowed)('refuses one argument too many of $page, and does not log it', (sender) => {
    const { send, handler, log } = listening(name);
    const sending = () => send({ name, args: [...args, 'a secret'], ...sender });
    if (kind === 'invoke') expect(sending).toThrow('refused');
    else sending();
    expect(handler).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.not.stringContaining('secret'));
  });
});

describe('the registrar', () => {
  it('passes the sender on, and its replies', () => {
    const { registrar, send, replies } = registrarWith(() => {});
    registrar.on('panel:ready', ({ pageId, reply }) => reply('panel:view', pageId));
    send({ name: 'panel:ready', args: [], page: 'panel' });
    expect(replies).toEqual([['panel:view', 7]]);
  });

  it('gives an answer to the page', async () => {
    const { registrar, send } = registrarWith(() => {});
    registrar.handle('settings:pair-file', async () => 'cancelled');
    expect(await send({ name: 'settings:pair-file', args: [], page: 'settings' })).toBe('cancelled');
  });

  it('gives null to a page that waits for an answer which fails, and logs why [REL-ANSWER-FAILS]', () => {
    const log = vi.fn<(message: string) => void>();
    const { registrar, send } = registrarWith(log);
    registrar.answer('page:texts', () => {
      throw new Error('the disk is gone');
    });
    expect(send({ name: 'page:texts', args: ['en'], page: 'bubble' })).toBeNull();
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^no answer: page:texts failed: .*the disk is gone/),
    );
  });

  it.each([
    [
      'at once',
      () => {
        throw new Error('the disk is gone');
      },
    ],
    ['later', () => Promise.reject(new Error('the disk is gone'))],
  ])('rejects what a page asks for if the answer fails %s, and logs why [REL-ANSWER-FAILS]', async (_, fail) => {
    const log = vi.fn<(message: string) => void>();
    const { registrar, send } = registrarWith(log);
    registrar.handle('settings:pair-file', fail);
    const asking = async () => send({ name: 'settings:pair-file', args: [], page: 'settings' });
    await expect(asking()).rejects.toThrow('the disk is gone');
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('settings:pair-file failed: '));
  });

  it('has no channel without a sender, without a schema, or that is not listed', () => {
    const args = v.strictTuple([]);
    // @ts-expect-error: no page may send.
    const withoutSender: Channels = { x: { kind: 'send', from: [], args } };
    // @ts-expect-error: anything may be sent.
    const withoutSchema: Channels = { x: { kind: 'send', from: ['panel'] } };
    // @ts-expect-error: it is not in the list.
    const unlisted = () => registrarWith(() => {}).registrar.on('shell:open', () => {});
    // @ts-expect-error: it has an answer, and `on` gives none.
    const unanswered = () => registrarWith(() => {}).registrar.on('panel:typed', () => {});
    expect([withoutSender, withoutSchema, unlisted, unanswered]).toHaveLength(4);
  });

  it('is the only one that begin.ts hands the messages of pages to', () => {
    const files = globSync('src-main/**/*.ts', { cwd: ROOT });
    const listening = files.filter((file) => /\bipcMain\b|\bipc-message/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(listening).toEqual(['src-main/begin.ts']);
    expect(readFileSync(join(ROOT, 'src-main/begin.ts'), 'utf8').match(/\bipcMain\b.*/g)).toHaveLength(2);
  });
});

/** As much of an event as the check looks at. */
function event(url: string, where: 'main frame' | 'frame in the page' | 'frame that is gone'): IpcMainEvent {
  const mainFrame = { url };
  const senderFrame = { 'main frame': mainFrame, 'frame in the page': { url }, 'frame that is gone': null }[where];
  return { sender: { mainFrame }, senderFrame } as unknown as IpcMainEvent;
}

describe('the page that a message comes from [SEC-FORGED-MESSAGE]', () => {
  it('is the one whose main frame sent it', () => {
    expect(senderPage(event('app://overlay/controls.html', 'main frame'))).toBe('controls');
  });

  it('is none for a frame inside a page, or one that is gone', () => {
    expect(senderPage(event('app://overlay/controls.html', 'frame in the page'))).toBeNull();
    expect(senderPage(event('app://overlay/controls.html', 'frame that is gone'))).toBeNull();
  });

  it.each([
    'about:blank',
    'https://overlay/controls.html',
    'app://other/controls.html',
    'app://overlay/controls.html#x',
    'app://overlay/x/controls.html',
    'file:///controls.html',
  ])('is none for %s', (url) => {
    expect(senderPage(event(url, 'main frame'))).toBeNull();
  });
});
