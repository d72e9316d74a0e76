import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { type Client, createClient } from '../../packages/client/src/client.ts';
import { discoveryOf } from '../../packages/client/src/discovery.ts';
import { COMMANDS, type CommandRequest } from '../../packages/client/src/protocol.ts';
import type { Api } from '../../test/lab/home-assistant/api.ts';
import { startHomeAssistantOnMqtt } from '../../test/lab/home-assistant/home-assistant.ts';
import { type Installation, installHomeAssistant } from '../../test/lab/home-assistant/install.ts';
import { startMosquitto } from '../../test/lab/mosquitto.ts';
import { until } from '../../test/lab/until.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { withEndings } from '../with-endings.ts';

const say = (line: string) => console.log(line);
const TIMEOUT_MS = 30_000;
const TOPIC = 'asystent/kitchen';

/** Let a real Home Assistant find a client behind a real broker, and try each of its controls. @throws when one goes wrong. */
export async function playHomeAssistantMqtt(python: string | null): Promise<void> {
  const installation = await installHomeAssistant(python, say);
  await checkSchemas(installation);
  await withEndings(async (atEnd) => {
    const broker = await startMosquitto();
    atEnd(broker.remove);
    const home = await startHomeAssistantOnMqtt(installation, broker.port);
    atEnd(home.stop);
    say(`Home Assistant ${home.version}, connected to mosquitto`);
    const client = startKitchen(broker.port, true);
    atEnd(() => client.stop());
    await client.start();
    await play(home.api, client);
    await client.stop();
    await has(home.api, 'sensor.kitchen_phase', 'unavailable');
    const without = startKitchen(broker.port, false);
    atEnd(() => without.stop());
    await without.start();
    await until('no entity', async () => (await kitchen(home.api)).size === 0, TIMEOUT_MS);
    say('removed: no entity of it is left');
  });
}

/** Hold the message to the schemas of the release, which is stricter than the release: that ignores unknown fields. */
async function checkSchemas({ python, version }: Installation): Promise<void> {
  const script = join(PROJECT_ROOT, 'test/lab/home-assistant/check_discovery.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const identity = { name: 'Kitchen', version: '1.0.0' };
  child.stdin.end(JSON.stringify(discoveryOf({ topic: TOPIC, ...identity, commands: COMMANDS, language: 'en' })));
  const [faults, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`Home Assistant ${version} refuses:\n${faults}`);
  say(`the schemas of Home Assistant ${version} take the message`);
}

function startKitchen(port: number, homeAssistant: boolean): Client {
  return createClient({
    name: 'Kitchen',
    language: 'en',
    listens: false,
    mqtt: { url: `mqtt://127.0.0.1:${port}/${TOPIC}`, homeAssistant },
    status: { phase: 'ready', status: 'Ready', monitoring: true, volume: 0.6, muted: false },
    commands: ['set_monitoring', 'stop_tts', 'set_volume', 'set_muted'],
    carryOut(request, { update }) {
      update(effectOf(request));
      return null;
    },
  });
}

function effectOf(request: CommandRequest) {
  switch (request.command) {
    case 'set_monitoring':
      return { phase: request.args.on ? 'ready' : 'paused', monitoring: request.args.on } as const;
    case 'stop_tts':
      return { phase: 'ready' } as const;
    case 'set_volume':
      return { volume: request.args.level };
    case 'set_muted':
      return { muted: request.args.muted };
    default:
      throw new Error(`not offered: ${request.command}`);
  }
}

async function play(api: Api, client: Client): Promise<void> {
  await has(api, 'sensor.kitchen_phase', 'ready');
  say(`entities: ${JSON.stringify([...(await kitchen(api))])}`);
  for (const phase of ['listening', 'thinking', 'speaking'] as const) {
    client.update({ phase });
    await has(api, 'sensor.kitchen_phase', phase);
  }
  await call(api, 'button.press', 'button.kitchen_stop_speaking');
  await has(api, 'sensor.kitchen_phase', 'ready');
  // As a client of version 1 says it.
  client.update({ status: 'Processing...', is_listening: true });
  await has(api, 'sensor.kitchen_phase', 'thinking');
  client.update({ phase: 'ready' });
  await call(api, 'switch.turn_off', 'switch.kitchen_wake_word');
  await has(api, 'switch.kitchen_wake_word', 'off');
  await has(api, 'sensor.kitchen_phase', 'paused');
  await call(api, 'switch.turn_on', 'switch.kitchen_wake_word');
  await has(api, 'switch.kitchen_wake_word', 'on');
  await has(api, 'number.kitchen_volume', '60');
  await call(api, 'number.set_value', 'number.kitchen_volume', { value: 35 });
  await has(api, 'number.kitchen_volume', '35');
  if (client.status().volume !== 0.35) throw new Error(`the volume is ${client.status().volume}`);
  await call(api, 'switch.turn_on', 'switch.kitchen_mute');
  await has(api, 'switch.kitchen_mute', 'on');
  const message = 'Obiad: żurek "gotowy" {{ 1 }}';
  await call(api, 'notify.send_message', 'notify.kitchen_notice', { message });
  await until('the notice', () => client.status().notice?.text === message, TIMEOUT_MS);
  say(`the notice: ${message}`);
}

async function call(api: Api, service: string, entity: string, data: object = {}): Promise<void> {
  const [domain, name] = service.split('.');
  await api.ask('call_service', { domain, service: name, target: { entity_id: entity }, service_data: data });
  say(`called ${service}`);
}

async function has(api: Api, entity: string, state: string): Promise<void> {
  const startedMs = performance.now();
  let last: string | undefined;
  try {
    await until(
      `${entity}: ${state}`,
      async () => {
        last = (await kitchen(api)).get(entity);
        return last === state;
      },
      TIMEOUT_MS,
    );
  } catch (error) {
    throw new Error(`${String(error)}; it is ${last}`);
  }
  say(`${entity}: ${state} (${Math.round(performance.now() - startedMs)} ms)`);
}

/** The client's entities with their states. */
async function kitchen(api: Api): Promise<ReadonlyMap<string, string>> {
  const states = v.parse(v.array(v.object({ entity_id: v.string(), state: v.string() })), await api.ask('get_states'));
  return new Map(
    states.filter(({ entity_id }) => /\.kitchen/.test(entity_id)).map((each) => [each.entity_id, each.state]),
  );
}
