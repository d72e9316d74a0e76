import { mkdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Assistant, AssistantEvent, Report } from '../../src-main/assistants/assistant.ts';
import { createHass } from '../../src-main/assistants/hass/hass.ts';
import { listSatellites } from '../../src-main/assistants/hass/list-satellites.ts';
import { openHassSocket } from '../../src-main/assistants/hass/transport.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { type HomeAssistant, startHomeAssistant } from '../../test/lab/home-assistant/home-assistant.ts';
import { installHomeAssistant } from '../../test/lab/home-assistant/install.ts';
import { startRecordingProxy } from '../../test/lab/home-assistant/recording-proxy.ts';
import { until } from '../../test/lab/until.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { withEndings } from '../with-endings.ts';
import { takeOverlayPictures } from './overlay-pictures.ts';

export interface HomeAssistantRun {
  /** The Electron executable; null: only serve, until the process is ended. */
  readonly electron: string | null;
  /** The Python to install it with; null: one that is found. */
  readonly python: string | null;
  /** The file that gets the frames; null: none. */
  readonly record: string | null;
}

const say = (line: string) => console.log(line);
const TURN_TIMEOUT_MS = 30_000;

/** Play turns with a real Home Assistant: first to the adapter alone, then to the overlay. @throws when one goes wrong. */
export async function playHomeAssistant({ electron, python, record }: HomeAssistantRun): Promise<void> {
  const installation = await installHomeAssistant(python, say);
  await withEndings(async (atEnd) => {
    const startedMs = performance.now();
    const server = await startHomeAssistant(installation);
    atEnd(server.stop);
    say(`Home Assistant ${server.version} on port ${server.port} (${Math.round(performance.now() - startedMs)} ms)`);
    if (electron === null) return serve(server);
    await list(server);
    const proxy = await startRecordingProxy(server.port, await freePort());
    atEnd(proxy.stop);
    await playToAdapter(server, proxy.port);
    if (record !== null) {
      proxy.write(resolve(record));
      say(`recorded into ${record}`);
    }
    const folder = join(PROJECT_ROOT, 'out', 'real', 'home-assistant');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await takeOverlayPictures(atEnd, electron, server, folder);
    say(`the pictures are in ${relative(process.cwd(), folder)}`);
  });
}

/** Tell how to follow it, ask a question every 20 s, and wait for the end of the process. */
async function serve({ port, entity, token, ask }: HomeAssistant): Promise<void> {
  say(`ASYSTENT_FOLLOW=hass://127.0.0.1:${port}/${entity} ASYSTENT_HASS_TOKEN=${token} npm start`);
  say('A question comes every 20 s. Ctrl-C ends it.');
  for (;;) {
    ask('what is the weather like');
    await delay(20_000);
  }
}

async function list({ port, token, plainToken, entity }: HomeAssistant): Promise<void> {
  const server = { host: '127.0.0.1', port, isEncrypted: false, certificate: null };
  const at = { server, clock: systemClock, openSocket: openHassSocket };
  const lists = await Promise.all([token, plainToken, 'wrong'].map((each) => listSatellites({ ...at, token: each })));
  for (const each of lists) say(`satellites: ${JSON.stringify(each)}`);
  const [admin, plain, wrong] = lists;
  const isRight =
    admin?.kind === 'satellites' &&
    admin.satellites.some((each) => each.entity === entity) &&
    admin.canReadTexts &&
    plain?.kind === 'satellites' &&
    !plain.canReadTexts &&
    wrong?.kind === 'denied' &&
    wrong.reason === 'wrong-key';
  if (!isRight) throw new Error('the list of satellites is wrong');
}

/** Every command, and every kind of turn, with a token of either kind. */
async function playToAdapter(server: HomeAssistant, port: number): Promise<void> {
  await withAdapter(server, port, server.token, async (hass, reported) => {
    server.ask('what is the weather like');
    await reported('listening', ({ phase }) => phase === 'listening');
    await reported('the question', ({ heard }) => heard === 'what is the weather like');
    await reported('a growing answer', ({ answer }) => answer?.isGrowing === true);
    await reported('the answer, spoken', ({ phase, answer }) => phase === 'speaking' && answer?.isGrowing === false);
    await reported('the end', ({ phase }) => phase === 'ready');
    hass.send({ command: 'send_text', args: { text: 'and tomorrow?' } });
    await reported('the typed question', ({ phase, heard }) => phase === 'thinking' && heard === 'and tomorrow?');
    await reported('a growing answer', ({ answer }) => answer?.isGrowing === true);
    await reported('the written answer', ({ phase, voice }) => phase === 'ready' && voice === 'missing');
    hass.send({ command: 'set_monitoring', args: { on: false } });
    await reported('the muted microphone', ({ phase }) => phase === 'paused');
    hass.send({ command: 'set_monitoring', args: { on: true } });
    await reported('the open microphone', ({ phase }) => phase === 'ready');
    // The satellite connects again after it was muted.
    await delay(1_000);
    server.ask('fail');
    await reported('an error', ({ phase, cause }) => phase === 'error' && cause !== null);
    await reported('the end of the error', ({ phase }) => phase === 'ready');
    hass.send({ command: 'send_text', args: { text: 'fail' } });
    await reported('an error', ({ phase }) => phase === 'error');
  });
  await withAdapter(server, port, server.plainToken, async (_, reported) => {
    server.ask('what is the weather like');
    await reported('speech without texts', ({ phase, heard, answer }) => phase === 'speaking' && !heard && !answer);
    await reported('the end', ({ phase }) => phase === 'ready');
  });
}

type Reported = (what: string, isIt: (report: Report) => boolean) => Promise<void>;

async function withAdapter(
  { entity }: HomeAssistant,
  port: number,
  token: string,
  play: (hass: Assistant, reported: Reported) => Promise<void>,
): Promise<void> {
  const events: AssistantEvent[] = [];
  const hass = createHass({
    server: { host: '127.0.0.1', port, isEncrypted: false, certificate: null },
    entity,
    readToken: () => token,
    openSocket: openHassSocket,
    clock: systemClock,
    random: Math.random,
    onEvent: (event) => events.push(event),
    onTrace: () => {},
  });
  let seen = 0;
  const reported: Reported = async (what, isIt) => {
    await until(
      what,
      () => {
        while (seen < events.length) {
          const event = events[seen];
          seen += 1;
          if (event?.kind === 'report' && isIt(event.report)) return true;
        }
        return false;
      },
      TURN_TIMEOUT_MS,
    );
    say(`adapter: ${what}`);
  };
  hass.start();
  try {
    await reported('the satellite', ({ monitoring }) => monitoring !== null);
    await play(hass, reported);
  } finally {
    hass.stop();
  }
}
