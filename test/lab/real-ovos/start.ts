import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type BackgroundProcess, startInBackground } from '../background-process.ts';
import { makeScratchFolder } from '../scratch-folder.ts';
import { until } from '../until.ts';

/** Loading the Python modules takes most of it. */
const START_TIMEOUT_MS = 60_000;

/** How long each sentence is "heard". */
const SENTENCE_S = 1.5;

/** A running OVOS without devices: bus, core, listener, voice and one skill. It ends with this process. */
export interface RealOvos {
  readonly port: number;
  /** Its answer to everything. */
  readonly answer: string;
  /** The id of the bus's process. */
  busPid(): number;
  killBus(): Promise<void>;
  startBus(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Start OVOS on a port of this computer.
 * @param programs as `installOvos` returns it.
 * @param parts its bus alone, if not the whole of it.
 */
export async function startOvos(programs: string, port: number, parts: 'all' | 'bus' = 'all'): Promise<RealOvos> {
  const scratch = makeScratchFolder('ovos');
  const env = environment(scratch.path);
  mkdirSync(join(scratch.path, 'mycroft'));
  writeFileSync(join(scratch.path, 'mycroft/mycroft.conf'), JSON.stringify(configuration(port)));
  const start = (name: string, ...args: readonly string[]) =>
    startInBackground(join(programs, name), args, { env, logFile: join(scratch.path, `${name}.log`) });

  let bus: BackgroundProcess;
  const startBus = async () => {
    bus = start('ovos-messagebus');
    await until('the message bus', () => bus.assertRunning() ?? isListening(port), START_TIMEOUT_MS);
  };
  await startBus();
  const services: BackgroundProcess[] = [];
  if (parts === 'all') {
    const devices = start('python', join(import.meta.dirname, 'devices.py'));
    services.push(start('ovos-core'), devices);
    await devices.announced();
  }

  return {
    port,
    answer: 'It is seven. The weather is fine.',
    busPid: () => bus.pid,
    killBus: () => bus.kill(),
    startBus,
    async stop() {
      await Promise.all([...services, bus].map((each) => each.kill()));
      scratch.remove();
    },
  };
}

/** OVOS writes only into this folder. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  const of = (name: string) => ({ [name]: folder });
  return {
    PATH,
    LANG,
    ...of('HOME'),
    ...of('XDG_CONFIG_HOME'),
    ...of('XDG_DATA_HOME'),
    ...of('XDG_CACHE_HOME'),
    ...of('XDG_STATE_HOME'),
  };
}

function configuration(port: number): unknown {
  return {
    lang: 'en-US',
    websocket: { host: '127.0.0.1', port, route: '/core' },
    play_wav_cmdline: `sleep ${SENTENCE_S}`,
    enable_old_audioservice: false,
    disable_ocp: true,
    log_level: 'ERROR',
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}
