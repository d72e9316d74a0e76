import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CHECKS_FILE, createUpdater, type UpdaterOptions } from '../../src-main/updates/updater.ts';
import { createFakeClock } from '../fake-clock.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { closedPort } from '../loopback.ts';
import { type FeedServer, publish, serveFeed } from './feed-server.ts';
import { createMakers } from './makers.ts';

const HOUR = 3_600_000;
const NEW = Buffer.from('#!/bin/sh\necho the new one\n'.repeat(10_000));

/** A package that the system has installed. */
const INSTALLED = { env: {}, execPath: '/opt/overlay', uid: 0 };

/** An updater of version 0.2.0 with a feed on this computer, and an AppImage that it may replace. */
async function start(differences: Partial<UpdaterOptions> = {}, kept: string | null = null) {
  const feed = await serveFeed();
  const makers = createMakers();
  const clock = createFakeClock();
  const scratch = makeScratchFolder('updates');
  onTestFinished(scratch.remove);
  const appImage = join(scratch.path, 'images', 'Overlay.AppImage');
  mkdirSync(dirname(appImage));
  writeFileSync(appImage, 'old');
  chmodSync(appImage, 0o755);
  const files = new Map(kept === null ? [] : [[CHECKS_FILE, kept]]);
  const log = vi.fn<(line: string) => void>();
  /** The time of day goes on while the computer sleeps; the clock does not. */
  let asleepMs = 0;
  const options: UpdaterOptions = {
    clock,
    nowEpochMs: () => 1_000 * HOUR + clock.nowMs() + asleepMs,
    chance: () => 0.5,
    place: { folder: feed.folder, page: () => '', key: makers.key },
    version: '0.2.0',
    arch: process.arch,
    surroundings: {
      env: { APPIMAGE: appImage, APPDIR: '/mounted' },
      execPath: '/mounted/overlay',
      uid: process.getuid?.(),
    },
    folder: { read: (name) => files.get(name) ?? null, write: (name, text) => files.set(name, text) },
    onChange() {},
    log,
    ...differences,
  };
  const createStarted = (differing: Partial<UpdaterOptions> = {}) => {
    const created = createUpdater({ ...options, ...differing });
    created.start();
    onTestFinished(created.stop);
    return created;
  };
  const updater = createStarted();
  const sleep = (ms: number) => {
    asleepMs += ms;
  };
  const beside = () => readdirSync(dirname(appImage));
  const lines = () => log.mock.calls.map(([line]) => line);
  return { updater, createStarted, options, feed, makers, clock, appImage, files, log, lines, sleep, beside };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Waits for the end of a check that the clock has begun. */
const checked = (feed: FeedServer, count: number, { updater }: Started) =>
  until('the check', () => feed.asked.length >= count && updater.view().activity === 'none');

/** Begins to install a release of which only the first bytes arrive. @returns the installation, once it has begun to write. */
async function beginInstallation({ updater, feed, makers, beside }: Started) {
  publish(feed, makers, { image: NEW });
  await updater.check();
  feed.files.set('Overlay.AppImage', (response) => void response.write(NEW.subarray(0, 1_000)));
  const installation = updater.install();
  await until('its beginning', () => beside().length === 2);
  return { installation };
}

describe('a check', () => {
  it('finds a newer release, and keeps it over a restart [SEC-UPDATE-FEED]', async () => {
    const started = await start();
    const { updater, createStarted, feed, makers, files } = started;
    publish(feed, makers, { version: '0.3.0', notes: 'A \u202efaster bubble.', image: NEW });
    await updater.check();
    const offer = { version: '0.3.0', notes: 'A faster bubble.', way: 'install' };
    expect(updater.view()).toMatchObject({ activity: 'none', checkedEpochMs: 1_000 * HOUR, problem: null, offer });
    expect(feed.asked).toEqual(['update.json', 'update.json.minisig']);
    updater.stop();
    expect(createStarted({ surroundings: INSTALLED }).view()).toMatchObject({ offer: { ...offer, way: 'page' } });
    expect(createStarted({ version: '0.3.0' }).view().offer).toBeNull();
    expect(JSON.parse(files.get(CHECKS_FILE) ?? '').nextEpochMs).toBe(1_024 * HOUR);
  });

  it.each(['0.2.0', '0.1.9', '0.0.1'])('offers no version that is not newer: %s [SEC-UPDATE-FEED]', async (version) => {
    const { updater, feed, makers, appImage } = await start();
    publish(feed, makers, { version, image: NEW });
    await updater.check();
    await updater.install();
    expect(updater.view()).toMatchObject({ problem: null, offer: null });
    expect(feed.asked).toHaveLength(2);
    expect(readFileSync(appImage, 'utf8')).toBe('old');
  });

  it.each<[string, string, (started: Started) => void]>([
    ['that others have signed', 'unsigned', ({ feed }) => publish(feed, createMakers(), {})],
    ['without a signature', 'no-answer', ({ feed }) => feed.files.delete('update.json.minisig')],
    ['of another channel', 'unreadable', ({ feed, makers }) => publish(feed, makers, { channel: 'beta' })],
    ['that is a page', 'unsigned', ({ feed }) => feed.files.set('update.json', '<html>')],
    ['changed by a byte', 'unsigned', ({ feed }) => feed.files.set('update.json', `${feed.files.get('update.json')} `)],
    ['longer than 256 KiB', 'unreadable', ({ feed }) => feed.files.set('update.json', 'x'.repeat(256 * 1024 + 1))],
    ['that ends early', 'no-answer', ({ feed }) => feed.files.set('update.json', cutShort)],
    ['that is gone', 'no-answer', ({ feed }) => feed.files.clear()],
  ])(
    'takes no feed %s, says so, and tries again later [SEC-UPDATE-FEED] [REL-UPDATE-OFFLINE]',
    async (_, problem, spoil) => {
      const started = await start();
      const { updater, feed, makers, clock } = started;
      publish(feed, makers, { image: NEW });
      spoil(started);
      await updater.check();
      expect(updater.view()).toMatchObject({ problem, offer: null, checkedEpochMs: null, activity: 'none' });
      const asked = feed.asked.length;
      publish(feed, makers, {});
      clock.advance(2 * HOUR - 1);
      expect(feed.asked).toHaveLength(asked);
      clock.advance(1);
      await checked(feed, asked + 2, started);
      expect(updater.view()).toMatchObject({ problem: null, offer: { version: '9.0.0' } });
    },
  );

  it('without a network fails, and keeps what was known [REL-UPDATE-OFFLINE]', async () => {
    const { updater, createStarted, feed, makers, options } = await start();
    publish(feed, makers, {});
    await updater.check();
    updater.stop();
    const place = { ...options.place, folder: `http://127.0.0.1:${await closedPort()}/` };
    const offline = createStarted({ place });
    await offline.check();
    expect(offline.view()).toMatchObject({ problem: 'no-answer', offer: { version: '9.0.0' } });
  });

  it('logs every request [SEC-UPDATE-PRIVACY]', async () => {
    const { updater, feed, makers, lines } = await start();
    publish(feed, makers, { image: NEW });
    await updater.check();
    await updater.install();
    const requests = lines().filter((line) => line.includes('GET'));
    expect(requests).toEqual(feed.asked.map((name) => `updates: GET ${feed.folder}${name}`));
    expect(feed.connections()).toBe(requests.length);
  });
});

describe('checks', () => {
  it('come once a day', async () => {
    const started = await start();
    const { feed, makers, clock } = started;
    publish(feed, makers, { version: '0.1.0' });
    clock.advance(11 * HOUR);
    await checked(feed, 2, started);
    for (let day = 1; day <= 3; day += 1) {
      clock.advance(24 * HOUR - 1);
      expect(feed.asked).toHaveLength(2 * day);
      clock.advance(1);
      await checked(feed, 2 * day + 2, started);
    }
    expect(clock.pending()).toBe(1);
  });

  it('keep their time over restarts, also the first one', async () => {
    const { updater, createStarted, feed, makers, clock, files } = await start();
    publish(feed, makers, {});
    const { nextEpochMs } = JSON.parse(files.get(CHECKS_FILE) ?? '');
    for (let session = 0; session < 4; session += 1) {
      updater.stop();
      clock.advance(HOUR);
      const next = createStarted();
      expect(JSON.parse(files.get(CHECKS_FILE) ?? '').nextEpochMs).toBe(nextEpochMs);
      next.stop();
    }
    expect(clock.pending()).toBe(0);
    expect(feed.asked).toEqual([]);
  });

  it('that were slept through come as one, a while after the computer wakes', async () => {
    const started = await start();
    const { updater, feed, makers, clock, sleep } = started;
    publish(feed, makers, {});
    sleep(240 * HOUR);
    updater.onResume();
    updater.onResume();
    expect(clock.pending()).toBe(1);
    clock.advance(HOUR / 4);
    expect(feed.asked).toEqual([]);
    clock.advance(HOUR / 4);
    await checked(feed, 2, started);
    clock.advance(HOUR);
    expect(feed.asked).toHaveLength(2);
  });

  it('end with the updater, also one that is under way, and leave no timer', async () => {
    const started = await start();
    const { updater, feed, clock, lines } = started;
    feed.files.set('update.json', () => {});
    const check = updater.check();
    await until('the request', () => feed.asked.length === 1);
    updater.stop();
    await check;
    await updater.check();
    updater.onResume();
    expect(clock.pending()).toBe(0);
    expect(feed.asked).toHaveLength(1);
    expect(lines().filter((line) => line.includes('failed'))).toEqual([]);
  });

  it('begin anew with a file that can’t be read, and do without one that can’t be written', async () => {
    const write = () => {
      throw new Error('the disk is full');
    };
    const { updater, feed, makers } = await start({ folder: { read: () => '{', write } });
    publish(feed, makers, {});
    await updater.check();
    expect(updater.view().offer?.version).toBe('9.0.0');
  });
});

describe('an installation', () => {
  it('replaces the AppImage by the one that the makers have signed [SEC-UPDATE-FILE]', async () => {
    const { updater, feed, makers, appImage, clock, beside } = await start();
    publish(feed, makers, { image: NEW });
    await updater.check();
    await updater.install();
    expect(updater.view()).toMatchObject({ problem: null, offer: { version: '9.0.0', way: 'restart' } });
    expect(readFileSync(appImage)).toEqual(NEW);
    expect(beside()).toEqual(['Overlay.AppImage']);
    // Nothing more is looked for until the new one runs.
    await updater.check();
    await updater.install();
    expect(feed.asked).toHaveLength(5);
    expect(clock.pending()).toBe(0);
  });

  it.each<[string, string, (started: Started) => void]>([
    ['an other file', 'unsigned', ({ feed }) => feed.files.set('Overlay.AppImage', 'x'.repeat(NEW.length))],
    ['a longer file', 'unsigned', ({ feed }) => feed.files.set('Overlay.AppImage', Buffer.concat([NEW, NEW]))],
    ['half of a file', 'no-answer', ({ feed }) => feed.files.set('Overlay.AppImage', cutShort)],
    ['no file', 'no-answer', ({ feed }) => feed.files.delete('Overlay.AppImage')],
    [
      'a file for another processor',
      'no-file',
      ({ feed, makers }) => publish(feed, makers, { image: NEW, arch: 'mips' }),
    ],
    ['a release that others have signed', 'unsigned', ({ feed }) => publish(feed, createMakers(), { image: NEW })],
    ['an older release', 'unsigned', ({ feed, makers }) => publish(feed, makers, { version: '0.1.0', image: NEW })],
    [
      'a release of another channel',
      'unreadable',
      ({ feed, makers }) => publish(feed, makers, { channel: 'beta', image: NEW }),
    ],
    ['a folder that takes nothing', 'not-replaced', ({ appImage }) => mkdirSync(`${appImage}.part`)],
  ])('with %s changes nothing [SEC-UPDATE-FILE] [REL-UPDATE-INTERRUPTED]', async (_, problem, spoil) => {
    const started = await start();
    const { updater, feed, makers, appImage, beside } = started;
    publish(feed, makers, { image: NEW });
    await updater.check();
    spoil(started);
    const before = beside();
    await updater.install();
    expect(updater.view()).toMatchObject({ problem, activity: 'none', offer: { version: '9.0.0', way: 'install' } });
    expect(readFileSync(appImage, 'utf8')).toBe('old');
    expect(beside()).toEqual(before);
  });

  it('that the user ends by switching updates off leaves nothing behind [REL-UPDATE-INTERRUPTED]', async () => {
    const started = await start();
    const { updater, appImage, beside } = started;
    const { installation } = await beginInstallation(started);
    updater.stop();
    await installation;
    expect(readFileSync(appImage, 'utf8')).toBe('old');
    expect(beside()).toEqual(['Overlay.AppImage']);
  });

  it('that was ended so is undone before updates go on, and can be begun again [REL-UPDATE-INTERRUPTED]', async () => {
    const started = await start();
    const { updater, feed, makers, appImage, clock, beside } = started;
    const { installation } = await beginInstallation(started);
    updater.stop();
    updater.start();
    expect(updater.view().activity).toBe('installing');
    await updater.install();
    await installation;
    expect(beside()).toEqual(['Overlay.AppImage']);
    expect(updater.view()).toMatchObject({ activity: 'none', problem: null, offer: { way: 'install' } });
    expect(clock.pending()).toBe(1);
    publish(feed, makers, { image: NEW });
    await updater.install();
    expect(updater.view().offer?.way).toBe('restart');
    expect(readFileSync(appImage)).toEqual(NEW);
  });

  it('is still in place when updates are switched off and on again', async () => {
    const { updater, feed, makers, clock } = await start();
    publish(feed, makers, { image: NEW });
    await updater.check();
    await updater.install();
    updater.stop();
    updater.start();
    expect(updater.view().offer?.way).toBe('restart');
    await updater.check();
    expect(feed.asked).toHaveLength(5);
    expect(clock.pending()).toBe(0);
  });

  it('that fails does not end the checks, also if the time of one came meanwhile [REL-UPDATE-INTERRUPTED]', async () => {
    const started = await start();
    const { updater, feed, makers, clock } = started;
    publish(feed, makers, { image: NEW });
    await updater.check();
    let fail = () => {};
    feed.files.set('Overlay.AppImage', (response) => {
      fail = () => response.destroy();
    });
    const installation = updater.install();
    await until('its request', () => feed.asked.length === 5);
    clock.advance(24 * HOUR);
    fail();
    await installation;
    expect(clock.pending()).toBe(1);
    clock.advance(HOUR);
    await checked(feed, 7, started);
  });

  it('is not there where the user can’t replace the package', async () => {
    const { updater, feed, makers } = await start({ surroundings: INSTALLED });
    publish(feed, makers, { image: NEW });
    await updater.check();
    await updater.install();
    expect(updater.view().offer?.way).toBe('page');
    expect(feed.asked).toHaveLength(2);
  });
});

/** Announces more than it sends. */
function cutShort(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '100000' });
  response.write('half', () => response.destroy());
}
