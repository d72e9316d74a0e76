import { execFile, spawn } from 'node:child_process';
import { cpSync, createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { freePort } from '../free-port.ts';
import { makeScratchFolder } from '../scratch-folder.ts';
import { until } from '../until.ts';
import { type Api, openApi, post, postForm } from './api.ts';
import type { Installation } from './install.ts';

const run = promisify(execFile);

/** A slow machine takes a minute for its first start. */
const START_TIMEOUT_MS = 120_000;
const END_TIMEOUT_MS = 10_000;

const HERE = import.meta.dirname;

/** A running Home Assistant with a satellite, all of it without audio. */
export interface HomeAssistant {
  readonly port: number;
  readonly version: string;
  /** A long-lived token of its administrator, and one of a user who is none. */
  readonly token: string;
  readonly plainToken: string;
  /** The satellite. */
  readonly entity: string;
  /** Ask a question at the satellite's microphone. */
  ask(words: string): void;
  /** Call the API as its administrator. */
  readonly api: Api;
  stop(): Promise<void>;
}

/** A running Home Assistant that has nothing but MQTT. */
export interface HomeAssistantOnMqtt {
  readonly version: string;
  readonly api: Api;
  stop(): Promise<void>;
}

/** Start it on a free port of this computer, with a configuration that is deleted at its end. */
export async function startHomeAssistant({ python, version }: Installation): Promise<HomeAssistant> {
  const [port, satellite, stt, tts] = await differentPorts();
  const { stdout: ffmpeg } = await run(python, ['-c', 'import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())']);
  const launched = launch(python, port, `${configuration(port)}${VOICE}  ffmpeg_bin: ${ffmpeg.trim()}\n`);
  const { url, folder, start } = launched;
  cpSync(join(HERE, 'canned_llm'), join(folder, 'custom_components', 'canned_llm'), { recursive: true });
  const voice = start([join(HERE, 'voice.py'), String(satellite), String(stt), String(tts)]);
  try {
    const api = await launched.api();
    const token = await longLivedToken(api);
    for (const each of [satellite, stt, tts])
      await addIntegration(url, token, 'wyoming', { host: '127.0.0.1', port: each });
    await addIntegration(url, token, 'canned_llm', null);
    await setPipeline(api);
    const plainToken = await plainUser(url, api);
    return {
      port,
      version,
      token,
      plainToken,
      entity: await entityOf(api, 'assist_satellite'),
      ask: (words) => voice.stdin.write(`ask ${words}\n`),
      api,
      async stop() {
        api.close();
        await launched.stop();
      },
    };
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

/** Start one that is connected to a broker on this computer. */
export async function startHomeAssistantOnMqtt(
  { python, version }: Installation,
  brokerPort: number,
): Promise<HomeAssistantOnMqtt> {
  const port = await freePort();
  const launched = launch(python, port, configuration(port));
  try {
    const api = await launched.api();
    const token = await longLivedToken(api);
    await addIntegration(launched.url, token, 'mqtt', { broker: '127.0.0.1', port: brokerPort });
    return {
      version,
      api,
      async stop() {
        api.close();
        await launched.stop();
      },
    };
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

/** Start the program with a configuration. `start` starts others that end with it, `api` waits for it. */
function launch(python: string, port: number, text: string) {
  const scratch = makeScratchFolder('home-assistant');
  writeFileSync(join(scratch.path, 'configuration.yaml'), text);
  const log = createWriteStream(join(scratch.path, 'output.log'));
  const children: ReturnType<typeof spawn>[] = [];
  const start = (args: readonly string[]) => {
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', python, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    children.push(child);
    return child;
  };
  const server = start(['-m', 'homeassistant', '--config', scratch.path, '--skip-pip']);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    folder: scratch.path,
    start,
    async api() {
      await until(
        'Home Assistant',
        () => (server.exitCode === null ? answers(url) : failed(server.exitCode)),
        START_TIMEOUT_MS,
      );
      return openApi(url, await onboard(url));
    },
    async stop() {
      const ended = children.map((child) => endOf(child));
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(ended);
      scratch.remove();
    },
  };
}

async function differentPorts(): Promise<readonly [number, number, number, number]> {
  const ports = new Set<number>();
  while (ports.size < 4) ports.add(await freePort());
  const [first = 0, second = 0, third = 0, fourth = 0] = ports;
  return [first, second, third, fourth];
}

const configuration = (port: number) => `http:
  server_host: 127.0.0.1
  server_port: ${port}
api:
websocket_api:
config:
onboarding:
`;

const VOICE = `conversation:
assist_pipeline:
ffmpeg:
`;

function failed(code: number): never {
  throw new Error(`Home Assistant ended with code ${code}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/onboarding`)).ok;
  } catch {
    return false;
  }
}

function endOf(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const overdue = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(overdue);
      resolve();
    });
  });
}

/** Create the administrator. @returns a token that lasts half an hour. */
async function onboard(url: string): Promise<string> {
  const client = `${url}/`;
  const user = { name: 'Lab', username: 'lab', password: 'lab', language: 'en' };
  const { auth_code } = await post(`${url}/api/onboarding/users`, { client_id: client, ...user });
  return signIn(url, client, auth_code);
}

async function signIn(url: string, client: string, code: unknown): Promise<string> {
  const form = { grant_type: 'authorization_code', code: v.parse(v.string(), code), client_id: client };
  const { access_token } = await postForm(`${url}/auth/token`, form);
  return v.parse(v.string(), access_token);
}

async function longLivedToken(api: Api): Promise<string> {
  return v.parse(v.string(), await api.ask('auth/long_lived_access_token', { client_name: 'overlay', lifespan: 1 }));
}

/** Create a user who is no administrator. @returns a token of theirs. */
async function plainUser(url: string, api: Api): Promise<string> {
  const created = await api.ask('config/auth/create', { name: 'Guest', group_ids: ['system-users'] });
  const { user } = v.parse(v.object({ user: v.object({ id: v.string() }) }), created);
  const account = { username: 'guest', password: 'guest' };
  await api.ask('config/auth_provider/homeassistant/create', { user_id: user.id, ...account });
  const client = `${url}/`;
  const { flow_id } = await post(`${url}/auth/login_flow`, {
    client_id: client,
    handler: ['homeassistant', null],
    redirect_uri: client,
  });
  const { result } = await post(`${url}/auth/login_flow/${String(flow_id)}`, { client_id: client, ...account });
  const guest = await openApi(url, await signIn(url, client, result));
  const token = await longLivedToken(guest);
  guest.close();
  return token;
}

async function addIntegration(
  url: string,
  token: string,
  handler: string,
  data: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  const flows = `${url}/api/config/config_entries/flow`;
  const flow = await post(flows, { handler }, token);
  if (data !== null) await post(`${flows}/${String(flow.flow_id)}`, data, token);
}

async function entityOf(api: Api, domain: string): Promise<string> {
  return until(`an entity of ${domain}`, async () => {
    const states = v.parse(v.array(v.object({ entity_id: v.string() })), await api.ask('get_states'));
    const found = states.map(({ entity_id }) => entity_id).filter((id) => id.startsWith(`${domain}.`));
    return found.find((id) => !id.endsWith('.home_assistant'));
  });
}

/** Let the preferred pipeline use the lab's recogniser, agent and voice. */
async function setPipeline(api: Api): Promise<void> {
  const list = v.parse(
    v.object({ pipelines: v.array(v.looseObject({ id: v.string(), name: v.string() })) }),
    await api.ask('assist_pipeline/pipeline/list'),
  );
  const [first] = list.pipelines;
  if (first === undefined) throw new Error('Home Assistant has no pipeline');
  const { id, ...pipeline } = first;
  await api.ask('assist_pipeline/pipeline/update', {
    pipeline_id: id,
    ...pipeline,
    language: 'en',
    conversation_engine: await entityOf(api, 'conversation'),
    conversation_language: '*',
    stt_engine: await entityOf(api, 'stt'),
    stt_language: 'en',
    tts_engine: await entityOf(api, 'tts'),
    tts_language: 'en',
    tts_voice: 'silent',
  });
}
