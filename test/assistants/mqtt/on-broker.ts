import mqtt from 'mqtt';
import { onTestFinished } from 'vitest';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import type { OwnCertificate } from '../../../src-main/assistants/broker-secret.ts';
import { followBroker } from '../../../src-main/assistants/mqtt/follow-broker.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { type Clock, systemClock } from '../../../src-main/runtime/clock.ts';
import { parseAddress } from '../../../src-shared/assistant-address.ts';
import { type Mosquitto, type MosquittoOptions, startMosquitto } from '../../lab/mosquitto.ts';

/** An assistant and an overlay on a real broker, each ended with its test. */

export const BASE = 'asystent/kitchen';
export const HELLO = {
  protocol: 2,
  client: { name: 'Kitchen', version: '3' },
  commands: ['set_monitoring', 'stop_tts'],
};

export async function broker(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const mosquitto = await startMosquitto(options);
  onTestFinished(mosquitto.remove);
  return mosquitto;
}

/** An assistant as it publishes: the library of every other program, and the layout of docs/mqtt.md. */
export async function publisher(
  port: number,
  options: mqtt.IClientOptions = {},
  onMessage: (payload: string) => void = () => {},
) {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 5,
    reconnectPeriod: 0,
    will: { topic: `${BASE}/state`, payload: Buffer.from('offline'), qos: 1, retain: true },
    ...options,
  });
  client.on('error', () => {});
  client.on('message', (_, payload) => onMessage(payload.toString()));
  onTestFinished(() => void client.end(true));
  await new Promise((resolve) => client.once('connect', resolve));
  const say = (name: string, message: string | object, retain = true) =>
    client.publishAsync(`${BASE}/${name}`, typeof message === 'string' ? message : JSON.stringify(message), {
      qos: 1,
      retain,
    });
  return { client, say };
}

export async function introduce({ say }: Awaited<ReturnType<typeof publisher>>, status: object = { phase: 'ready' }) {
  await say('hello', HELLO);
  await say('status', status);
  await say('state', 'online');
}

interface FollowOptions {
  /** Of the overlay. */
  readonly id?: string;
  readonly login?: string | null;
  readonly scheme?: 'mqtt' | 'mqtts';
  /** Behind the address. */
  readonly pin?: string;
  /** The overlay's own. */
  readonly certificate?: OwnCertificate | null;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export function follow(
  port: number,
  {
    id = 'overlay-1',
    login = null,
    scheme = 'mqtt',
    pin = '',
    certificate = null,
    clock = systemClock,
    random = Math.random,
  }: FollowOptions = {},
) {
  const address = parseAddress(`${scheme}://127.0.0.1:${port}/${BASE}${pin}`);
  if (typeof address === 'string' || address.kind !== 'mqtt') throw new Error(String(address));
  const events: AssistantEvent[] = [];
  const trace: TraceEvent[] = [];
  const assistant = followBroker({
    address,
    overlay: { id, name: 'desk', version: '1' },
    protocol: CARRIED_MESSAGES,
    readSecret: () => ({ login, certificate }),
    clock,
    random,
    onEvent: (event) => void events.push(event),
    onTrace: (event) => void trace.push(event),
  });
  onTestFinished(() => assistant.stop());
  assistant.start();
  const phases = () => events.flatMap((event) => (event.kind === 'report' ? [event.report.phase] : []));
  return { assistant, events, trace, phases };
}
