import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import axe from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { makeCertificate, type TestCertificate } from '../certificates.ts';
import { freePort } from '../lab/free-port.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { overlayArguments, overlayEnvironment } from '../lab/overlay-process.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { openBrowser } from './browser.ts';
import { bubbleIn, inPhase, transportIs } from './bubble.ts';
import { testPorts } from './clients.ts';
import { desktopEnv, launchOverlay, screenshot } from './desktop.ts';
import { openSection, openSettings, profileWith, settingsFile } from './settings-page.ts';
import { startWitness } from './witness.ts';

const KEY = 'the-key-of-the-kitchen-0123456789';
const NEXT_KEY = 'the-next-key-of-the-kitchen-0123456789';
const ALONE = { version: 1, clients: { followLocal: false } };
/** Nothing listens there: the overlay follows it while nobody is paired. */
const NOWHERE = await testPorts();

/** A client that asks for a key, and its pairing. Stopped when the test ends. */
async function startSecureClient(certificate: TestCertificate) {
  const [wsPort, httpPort] = [await freePort(), await freePort()];
  const log: string[] = [];
  const client = createReferenceClient({
    wsPorts: [wsPort],
    httpPorts: [httpPort],
    tls: { cert: certificate.cert, key: certificate.key },
    keys: [KEY],
    log: (line) => log.push(line),
  });
  await client.start();
  onTestFinished(() => client.stop());
  client.update({ status: 'Ready', monitoring: true });
  const pairing = (key = KEY) =>
    JSON.stringify({
      url: `wss://127.0.0.1:${wsPort}/`,
      http: `https://127.0.0.1:${httpPort}/`,
      key,
      certificate: certificate.fingerprint,
      name: 'Kitchen',
    });
  return { client, wsPort, httpPort, log, pairing };
}

/** Pastes by the keyboard, from the clipboard. */
async function paste(overlay: RunningOverlay, page: Page, text: string): Promise<void> {
  await overlay.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await page.getByLabel('Pair an assistant').focus();
  await page.keyboard.press('Control+V');
}

/** Where the words of a row are, and the field of it, once the window is so wide. */
async function rowAt(page: Page, label: string, width: number) {
  await page.setViewportSize({ width, height: 660 });
  const field = page.getByLabel(label, { exact: true });
  const words = page.locator('.row', { has: field }).locator('.row-words');
  const [wordsBox, fieldBox] = [await words.boundingBox(), await field.boundingBox()];
  if (wordsBox === null || fieldBox === null) throw new Error(`the row of ${label} is not drawn`);
  return { words: wordsBox, field: fieldBox };
}

/** Notes everything that main sends to any page from now on. @returns a function that returns it. */
async function listenIn(overlay: RunningOverlay): Promise<() => Promise<string>> {
  await overlay.app.evaluate(({ app, webContents }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sentToPages: sent });
    const listen = (contents: Electron.WebContents) => {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args) => {
        sent.push(JSON.stringify([channel, args]));
        send(channel, ...args);
      };
    };
    webContents.getAllWebContents().forEach(listen);
    app.on('web-contents-created', (_, contents) => listen(contents));
  });
  return () => overlay.app.evaluate(() => String(Reflect.get(globalThis, 'sentToPages')));
}

/** Everything in the profile that is text of ours: settings and logs, not the keys. */
function texts(profile: string): string {
  const files = [...readdirSync(profile).filter((name) => /^settings/.test(name)), 'logs/overlay.log'];
  return files
    .map((name) => join(profile, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

describe('pairing in the settings', () => {
  it('takes a pasted text, goes live, says when the key is wrong, takes a new one, and forgets it [SEC-KEY-LEAKS] [SEC-KEY-STOLEN]', async () => {
    const { client, pairing, log } = await startSecureClient(await makeCertificate());
    const profile = profileWith(ALONE);
    const overlay = await launchOverlay({ ...NOWHERE, profile });
    const sent = await listenIn(overlay);
    const page = await openSettings(overlay);
    await openSection(page, 'clients');

    await paste(overlay, page, '{"url":');
    await page.getByText('This is not a pairing text').waitFor();
    await paste(overlay, page, pairing());
    await page.getByText('Paired.').waitFor();
    expect(await page.getByLabel('Pair an assistant').inputValue()).toBe('');
    await transportIs(overlay, 'socket');
    await page.getByText(/^Connected over the WebSocket, 127\.0\.0\.1:\d+, since /).waitFor();
    expect(await page.getByLabel('Paired assistant', { exact: true }).inputValue()).toBe('Kitchen');
    expect(client.overlays()).toBe(1);

    // There is no keychain on the tests' desktop.
    await page.getByText('unencrypted').waitFor();
    const keysFile = join(profile, 'keys.json');
    expect(statSync(keysFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(keysFile, 'utf8')).toContain(KEY);
    await until('the settings file', () => JSON.stringify(settingsFile(profile)).includes('Kitchen'));

    client.setKeys([NEXT_KEY]);
    await page.getByText('The assistant refused the key, or').waitFor();
    await until('the refusal', () => log.some((line) => line.includes('wrong')));

    await paste(overlay, page, pairing(NEXT_KEY));
    await until('the overlay to be back', () => client.overlays() === 1);
    await page.getByText(/^Connected over the WebSocket, /).waitFor();
    expect(readFileSync(keysFile, 'utf8')).not.toContain(KEY);

    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);

    await page.getByLabel('Paired assistant', { exact: true }).fill('Cellar');
    await page.getByLabel('Paired assistant', { exact: true }).press('Enter');
    const wordsBefore = (await rowAt(page, 'Paired assistant', 800)).words;
    await page.getByRole('button', { name: 'Remove Cellar' }).click();
    const question = page.getByText('Remove Cellar? Its key will be deleted from this computer.');
    await question.waitFor();
    // Questions and later messages take no room from the words beside the fields.
    for (const width of [560, 800]) {
      const { words } = await rowAt(page, 'Paired assistant', width);
      expect(words.width).toBeGreaterThanOrEqual(wordsBefore.width);
      expect((await question.boundingBox())?.y).toBeGreaterThan(words.y + words.height);
      const pairing = await rowAt(page, 'Pair an assistant', width);
      expect(pairing.field.x - (pairing.words.x + pairing.words.width)).toBeLessThan(24);
    }
    // The one that is focused is “Keep”, and from there the keyboard comes back to where it asked.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Cellar' }).and(page.locator(':focus')).waitFor();
    expect(client.overlays()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await until('the overlay to be gone', () => client.overlays() === 0);
    await page.getByLabel('Paired assistant', { exact: true }).waitFor({ state: 'detached' });
    await page.locator('h2:focus', { hasText: 'Assistants' }).waitFor();
    expect(readFileSync(keysFile, 'utf8')).not.toContain(NEXT_KEY);

    const { pid } = overlay.app.process();
    const system = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1'));
    const pages = await Promise.all(overlay.app.windows().map((each) => each.content()));
    const told = await sent();
    expect(told).toContain('Kitchen');
    for (const key of [KEY, NEXT_KEY]) {
      for (const seen of [texts(profile), told, log.join(), ...system, ...pages]) expect(seen).not.toContain(key);
    }
  });

  it('lets the user choose a file, and refuses one that others may read [SEC-KEY-LEAKS]', async () => {
    const { client, pairing } = await startSecureClient(await makeCertificate());
    const scratch = makeScratchFolder('pairing');
    onTestFinished(scratch.remove);
    const file = join(scratch.path, 'pairing.json');
    writeFileSync(file, pairing());
    const overlay = await launchOverlay({ ...NOWHERE, profile: profileWith(ALONE) });
    const page = await openSettings(overlay);
    await openSection(page, 'clients');
    // The chooser is the desktop's, which the tests' desktop does not have.
    await overlay.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, file);
    chmodSync(file, 0o644);
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await page.getByText('Others may have read this file').waitFor();
    // It is told where the file was chosen, and to whoever hears the button's description.
    const choose = page.getByRole('button', { name: 'Choose a file…' });
    const described = (await choose.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${described.split(' ').at(-1)}"]`).textContent()).toContain('Others may have read');
    expect(await page.getByLabel('Pair an assistant').getAttribute('aria-invalid')).toBe('false');
    expect(client.overlays()).toBe(0);
    chmodSync(file, 0o600);
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await until('the overlay', () => client.overlays() === 1);
    await page.locator('.row', { has: choose }).getByText('Paired.').waitFor();
    expect(await page.getByText('Paired.').count()).toBe(1);
  });
});

describe('somebody else on the port of a paired client', () => {
  it('gets the handshake and not a byte more, and the user is told [SEC-IMPOSTOR]', async () => {
    const [real, other] = [await makeCertificate(), await makeCertificate()];
    const [wsPort, httpPort] = [await freePort(), await freePort()];
    let got = '';
    let connections = 0;
    for (const port of [wsPort, httpPort]) {
      const impostor = createTlsServer({ cert: other.cert, key: other.key }, (peer) => {
        peer.on('error', () => {});
        peer.on('data', (data) => {
          got += data.toString('latin1');
        });
      });
      impostor.on('connection', () => {
        connections += 1;
      });
      impostor.listen(port, '127.0.0.1');
      await once(impostor, 'listening');
      onTestFinished(() => {
        impostor.close();
      });
    }
    const scratch = makeScratchFolder('pairing');
    onTestFinished(scratch.remove);
    const file = join(scratch.path, 'pairing.json');
    const [url, http] = [`wss://127.0.0.1:${wsPort}/`, `https://127.0.0.1:${httpPort}/`];
    writeFileSync(file, JSON.stringify({ url, http, key: KEY, certificate: real.fingerprint }), { mode: 0o600 });

    const overlay = await launchOverlay({
      ...NOWHERE,
      profile: profileWith(ALONE),
      env: { ASYSTENT_PAIRING_FILE: file },
    });
    const bubble = await bubbleIn(overlay, 'offline');
    await bubble
      .locator(inPhase('offline', '.second-line'), { hasText: /^The certificate does not match$/ })
      .waitFor({ state: 'attached' });
    const page = await openSettings(overlay);
    await openSection(page, 'clients');
    await page.getByText('Something else answers at this address').waitFor();
    expect(connections).toBeGreaterThan(0);
    expect(got).toBe('');
  });
});

describe('a paired client that can’t be trusted any more', () => {
  it.each([
    ['has an expired certificate', { fromDays: -2, toDays: -1 }, KEY, 'The certificate is out of date'],
    ['does not take the key', {}, NEXT_KEY, 'The assistant refused the key'],
  ] as const)(
    'because it %s: the bubble says so, and it is left alone for a minute [REL-CLIENT-DENIES] [SEC-CERTIFICATE]',
    async (_, dates, key, words) => {
      const { client, log, pairing } = await startSecureClient(await makeCertificate(dates));
      const scratch = makeScratchFolder('pairing');
      onTestFinished(scratch.remove);
      const file = join(scratch.path, 'pairing.json');
      writeFileSync(file, pairing(key), { mode: 0o600 });
      const overlay = await launchOverlay({
        ...NOWHERE,
        profile: profileWith(ALONE),
        env: { ASYSTENT_PAIRING_FILE: file },
      });
      const bubble = await bubbleIn(overlay, 'offline');
      await bubble.locator(inPhase('offline', '.second-line'), { hasText: words }).waitFor();
      await screenshot(join(PROJECT_ROOT, `out/screens/denied-${words.split(' ').at(-1)}.png`));
      await delay(3_000);
      expect(client.overlays()).toBe(0);
      // Over the socket and over HTTP, which begin together; neither tries again.
      expect(log.filter((line) => line.includes('refused')).length).toBeLessThanOrEqual(2);
    },
  );
});

describe('ASYSTENT_PAIRING_FILE', () => {
  it('pairs at the start', async () => {
    const { client, pairing } = await startSecureClient(await makeCertificate());
    const profile = profileWith(ALONE);
    const file = join(profile, 'pairing.json');
    writeFileSync(file, pairing(), { mode: 0o600 });
    const overlay = await launchOverlay({ ...NOWHERE, profile, env: { ASYSTENT_PAIRING_FILE: file } });
    await transportIs(overlay, 'socket');
    expect(client.overlays()).toBe(1);
  });

  it('ends the start when the file can’t be used, and says why', async () => {
    const scratch = makeScratchFolder('pairing');
    onTestFinished(scratch.remove);
    const file = join(scratch.path, 'pairing.json');
    writeFileSync(file, '{}', { mode: 0o644 });
    const env = {
      ...desktopEnv(),
      ...overlayEnvironment({ ...NOWHERE, language: 'en', profile: scratch.path }),
      ASYSTENT_PAIRING_FILE: file,
    };
    const overlay = spawn(inject('harness').electron, overlayArguments(env, process.getuid?.()), { env });
    onTestFinished(() => {
      overlay.kill('SIGKILL');
    });
    let said = '';
    overlay.stderr.on('data', (data) => {
      said += String(data);
    });
    await until('the reason', () => said.includes('Others may have read this file'), 20_000);
    expect(said).toContain(`ASYSTENT_PAIRING_FILE=${file}`);
  });
});

it('a web page in a browser gets nothing out of a secure client [SEC-WEB-TO-SECURE-CLIENT]', async () => {
  const { client, wsPort, httpPort, log } = await startSecureClient(await makeCertificate());
  const evil = await startWitness();
  onTestFinished(evil.stop);
  const browser = await openBrowser(`${evil.http}/evil.html`);
  onTestFinished(browser.close);
  const attempt = (host: string) =>
    browser.page.evaluate(
      (ports) =>
        Promise.all([
          new Promise<string>((resolve) => {
            const socket = new WebSocket(`wss://${ports.host}:${ports.wsPort}/`);
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
          }),
          ...['cors', 'no-cors'].map((mode) =>
            fetch(`https://${ports.host}:${ports.httpPort}/api/status`, { mode: mode as RequestMode }).then(
              async (response) => `${response.type} ${await response.text()}`,
              () => 'refused',
            ),
          ),
        ]),
      { host, wsPort, httpPort },
    );
  expect(await attempt('localhost')).toEqual(['refused', 'refused', 'refused']);
  // A user who has told the browser to take the certificate gives a page no more than a refusal.
  await browser.trust();
  expect(await attempt('127.0.0.1')).toEqual(['refused', 'refused', 'opaque ']);
  expect(log.join()).toContain('a web page asked for it');
  expect(client.overlays()).toBe(0);
});
