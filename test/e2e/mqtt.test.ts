import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../packages/client/src/client.ts';
import { makeCertificate } from '../certificates.ts';
import { findMosquitto, startMosquitto } from '../lab/mosquitto.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { findings } from './axe.ts';
import { bubbleIn, buttonPoint, shownAnswer } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { clickAt } from './screen.ts';
import { openSection, openSettings, profileWith, settingsFile } from './settings-page.ts';

const isThere = findMosquitto() !== null;
if (!isThere) process.stderr.write('Skipped: no overlay follows a broker, because mosquitto is not installed\n');

const BASE = 'asystent/kitchen';

/** An assistant that publishes a status, and carries out commands. */
async function publishAt(port: number, login: Pick<mqtt.IClientOptions, 'username' | 'password'> = {}) {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 5,
    reconnectPeriod: 0,
    ...login,
    will: { topic: `${BASE}/state`, payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  client.on('error', () => {});
  onTestFinished(() => void client.end(true));
  await new Promise((resolve) => client.once('connect', resolve));
  const commands: string[] = [];
  const say = (name: string, message: string) =>
    client.publishAsync(`${BASE}/${name}`, message, { qos: 1, retain: true });
  const status = (fields: object) => say('status', JSON.stringify({ monitoring: true, ...fields }));
  client.on('message', (_, payload, { properties }) => {
    const { id, command, args } = JSON.parse(payload.toString()) as {
      readonly id: string;
      readonly command: string;
      readonly args: { readonly on: boolean };
    };
    commands.push(command);
    void status({ phase: args.on ? 'ready' : 'paused', monitoring: args.on });
    client.publish(properties?.responseTopic ?? '', JSON.stringify({ id, ok: true }));
  });
  await client.subscribeAsync(`${BASE}/command`, { qos: 1 });
  await say('hello', JSON.stringify({ protocol: 2, commands: ['set_monitoring'] }));
  await status({ phase: 'speaking', text: 'It is seven.', turn: 1 });
  await say('state', 'online');
  return { client, commands, status };
}

it.skipIf(!isThere)('follows an assistant behind a broker, commands it, and sees it die', async () => {
  const broker = await startMosquitto();
  onTestFinished(broker.remove);
  const kitchen = await publishAt(broker.port);
  const overlay = await launchOverlay({
    wsPorts: [],
    httpPorts: [],
    profile: profileWith({ version: 1, behaviour: { visibility: 'always' } }),
    env: { ASYSTENT_FOLLOW: `mqtt://127.0.0.1:${broker.port}/${BASE}` },
  });
  await bubbleIn(overlay, 'speaking');
  expect(await shownAnswer(overlay)).toBe('It is seven.');
  await kitchen.status({ phase: 'ready' });
  await bubbleIn(overlay, 'ready');
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await bubbleIn(overlay, 'paused');
  expect(kitchen.commands).toEqual(['set_monitoring']);
  kitchen.client.stream.destroy();
  await bubbleIn(overlay, 'offline');
  await broker.kill();
  await broker.start();
  await publishAt(broker.port);
  await bubbleIn(overlay, 'speaking');
});

it.skipIf(!isThere)('is added with a password, which shows up nowhere [SEC-MQTT-LOGIN] [SEC-KEY-LEAKS]', async () => {
  const password = 'a-password-that-nobody-else-may-see';
  const broker = await startMosquitto({ users: { desk: password } });
  onTestFinished(broker.remove);
  await publishAt(broker.port, { username: 'desk', password });
  const profile = profileWith({ version: 1 });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByRole('button', { name: 'Add MQTT' }).click();
  await page.getByLabel('Address').fill(`127.0.0.1:${broker.port}`);
  await page.getByRole('button', { name: 'Show assistants' }).click();
  await page.getByText('The broker refused the user, the password or the certificate.').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('User').fill('desk');
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  // The only one is chosen already, and tested.
  await page.getByText(/^Found: MQTT/).waitFor();
  expect(await page.getByLabel('Assistant', { exact: true }).inputValue()).toBe(BASE);
  expect(await findings(page)).toEqual([]);
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('MQTT has been added.').waitFor();
  await page.getByText(`127.0.0.1:${broker.port}, since`).waitFor();
  expect(await page.content()).not.toContain(password);
  expect(JSON.stringify(settingsFile(profile))).not.toContain(password);
});

it.skipIf(!isThere)('is added with a certificate, which no page sees [SEC-MQTT-LOGIN] [SEC-KEY-LEAKS]', async () => {
  const scratch = makeScratchFolder('certificate');
  onTestFinished(scratch.remove);
  const [server, own] = await Promise.all([makeCertificate({ address: '127.0.0.1' }), makeCertificate()]);
  const broker = await startMosquitto({ tls: { ...server, clients: own.cert } });
  onTestFinished(broker.remove);
  const kitchen = createClient({
    ...{ name: 'Kitchen', listens: false },
    mqtt: { url: `mqtts://127.0.0.1:${broker.port}/${BASE}`, ca: server.cert, cert: own.cert, key: own.key },
  });
  onTestFinished(() => kitchen.stop());
  await kitchen.start();
  const profile = profileWith({ version: 1 });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  const page = await openSettings(overlay);
  await openSection(page, 'clients');
  await page.getByRole('button', { name: 'Add MQTT' }).click();
  await page.getByLabel('Address').fill(`mqtts://127.0.0.1:${broker.port}#sha256=${server.fingerprint}`);
  await page.getByRole('button', { name: 'Show assistants' }).click();
  await page.getByText('The broker refused the user, the password or the certificate.').waitFor();
  const paths = (['cert', 'key'] as const).map((name) => {
    writeFileSync(join(scratch.path, name), own[name]);
    return join(scratch.path, name);
  });
  const choose = async (filePaths: string[]) => {
    // The chooser is the desktop's, which the tests' desktop does not have.
    await overlay.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen });
    }, filePaths);
    await page.getByRole('button', { name: 'Choose files…' }).click();
  };
  await choose(paths.slice(0, 1));
  await page.getByText('No certificate with its key is in there').waitFor();
  expect(await findings(page)).toEqual([]);
  await choose(paths);
  await page.getByText(/^Found: Kitchen/).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('MQTT has been added.').waitFor();
  await page.getByText(`127.0.0.1:${broker.port}, since`).waitFor();
  const [, secret = ''] = own.key.split('\n');
  expect(secret.length).toBeGreaterThan(20);
  expect(await page.content()).not.toContain(secret);
  expect(JSON.stringify(settingsFile(profile))).not.toContain(secret);
});
