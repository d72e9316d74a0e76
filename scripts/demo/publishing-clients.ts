import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import type { ClientLanguage } from '../../src-shared/languages.ts';
import { startEmbeddedBroker } from '../../test/lab/embedded-broker.ts';
import { findMosquitto, startMosquitto } from '../../test/lab/mosquitto.ts';
import type { PairedReferenceClient } from '../../test/lab/paired-clients.ts';
import type { AtEnd } from '../with-endings.ts';
import type { DemoClients } from './demo-clients.ts';

const FIRST: Readonly<Record<ClientLanguage, string>> = { pl: 'Sypialnia', en: 'Bedroom' };

/** Start a broker, and create clients that publish to it, and that the overlay of a profile follows there. */
export async function makePublishingClients(
  atEnd: AtEnd,
  profile: string,
  language: ClientLanguage,
  others: readonly string[],
  log: (line: string) => void,
): Promise<DemoClients> {
  const port = await startBroker(atEnd);
  const published = [FIRST[language], ...others].map((name, at) => {
    const url = `mqtt://127.0.0.1:${port}/asystent/${at + 1}`;
    const client = createReferenceClient({ protocol: 2, language, name, log, mqtt: { url }, listens: false });
    return { name, client, url };
  });
  const [first, ...paired] = published;
  if (first === undefined) throw new Error('a demo without a client');
  const followed = published.map(({ name, url }) => ({ kind: 'mqtt', id: randomUUID(), name, address: url }));
  const settings = { version: 1, clients: { followLocal: false, followed } };
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings));
  const overlays = await watchOverlays(atEnd, port);
  return {
    profile,
    env: {},
    first: first.client,
    paired: paired satisfies readonly PairedReferenceClient[],
    sees: () => overlays.size > 0,
  };
}

async function startBroker(atEnd: AtEnd): Promise<number> {
  const isInstalled = findMosquitto() !== null;
  const broker = isInstalled ? await startMosquitto() : await startEmbeddedBroker();
  atEnd('remove' in broker ? broker.remove : broker.stop);
  const name = isInstalled ? 'mosquitto, with MQTT 5' : 'aedes, with MQTT 3.1.1, because mosquitto is not installed';
  console.log(`The broker is ${name}: 127.0.0.1:${broker.port}`);
  return broker.port;
}

/** @returns the ids of the overlays that say that they are there. */
async function watchOverlays(atEnd: AtEnd, port: number): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  const watcher = mqtt.connect(`mqtt://127.0.0.1:${port}`);
  atEnd(() => watcher.end(true));
  watcher.on('message', (topic, payload) => {
    if (payload.toString() === 'online') there.add(topic);
    else there.delete(topic);
  });
  await watcher.subscribeAsync('asystent/overlay/+/state');
  return there;
}
