import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { freePort } from '../lab/free-port.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { installOvos } from '../lab/real-ovos/install.ts';
import { type RealOvos, startOvos } from '../lab/real-ovos/start.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer, transportIs } from './bubble.ts';
import { launchOverlay } from './desktop.ts';
import { press, stateOf } from './state.ts';

/**
 * The overlay beside a real OVOS from PyPI: its bus, core, listener and voice, with silent devices. The first run installs it,
 * which takes half a minute.
 */
const installation = await installOvos();
if ('missing' in installation) console.log(`skipped, because there is no real OVOS: ${installation.missing}`);
const programs = 'programs' in installation ? installation.programs : '';

/** From the bus's return to that of the services. They try again after some seconds, longer each time. */
const SERVICES_BACK_MS = 40_000;
/** A half-open socket is noticed after 15 s. */
const NOTICED_MS = 25_000;

describe.skipIf(programs === '')('beside a real OVOS', () => {
  let ovos: RealOvos;
  let overlay: RunningOverlay;
  let bus: Bus;

  beforeAll(async () => {
    ovos = await startOvos(programs, await freePort());
    bus = await joinBus(ovos.port);
    overlay = await launchOverlay({
      wsPorts: [],
      httpPorts: [],
      env: { ASYSTENT_FOLLOW: `ovos://127.0.0.1:${ovos.port}/core` },
    });
    await bubbleIn(overlay, 'ready', 30_000);
    return async () => {
      bus.leave();
      await overlay.close();
      await ovos.stop();
    };
  }, 120_000);

  const commands = async () => (await stateOf(overlay)).commands;

  it('offers what it can do, and no volume, for which no plugin is there', async () => {
    await until('the commands', async () => (await commands()).send_text === 'enabled');
    expect(await commands()).toMatchObject({
      set_monitoring: 'enabled',
      start_listening: 'enabled',
      set_volume: null,
      set_muted: null,
      set_setting: null,
    });
    expect((await stateOf(overlay)).assistant).toMatchObject({ name: 'OVOS', settings: [] });
  });

  it('shows a spoken turn from the button to the end of the voice', async () => {
    const phases = await notePhases(overlay);
    await press(overlay, { command: 'start_listening' });
    await bubbleIn(overlay, 'speaking', 20_000);
    await until('the answer', async () => (await shownAnswer(overlay)) === ovos.answer);
    await bubbleIn(overlay, 'ready');
    expect(await phases()).toEqual(['listening', 'thinking', 'speaking', 'ready']);
    expect((await stateOf(overlay)).detail).toBeNull();
  });

  it('types, and stops the answer', async () => {
    await press(overlay, { command: 'send_text', args: { text: 'and the weather' } });
    await bubbleIn(overlay, 'speaking');
    const spokenFromMs = performance.now();
    await press(overlay, { command: 'stop_tts' });
    await bubbleIn(overlay, 'ready');
    // Two sentences take 3 s.
    expect(performance.now() - spokenFromMs).toBeLessThan(2_000);
    expect((await stateOf(overlay)).detail).toBeNull();
  });

  it('mutes the microphone and unmutes it, and sees others do so', async () => {
    await press(overlay, { command: 'set_monitoring', args: { on: false } });
    await bubbleIn(overlay, 'paused');
    await until('the end of the command', async () => (await commands()).set_monitoring === 'enabled');
    bus.tell('mycroft.mic.unmute');
    await bubbleIn(overlay, 'ready');
    bus.tell('mycroft.mic.mute.toggle');
    await bubbleIn(overlay, 'paused');
    // Stopping everything unmutes.
    bus.tell('mycroft.stop');
    await bubbleIn(overlay, 'ready');
  });

  it('pauses while the listener sleeps, and wakes it', async () => {
    bus.tell('recognizer_loop:sleep');
    await bubbleIn(overlay, 'paused');
    await press(overlay, { command: 'set_monitoring', args: { on: true } });
    await bubbleIn(overlay, 'ready');
    await until('the end of the command', async () => (await commands()).set_monitoring === 'enabled');
  });

  it('shows nothing of a session elsewhere', async () => {
    const elsewhere = { session: { session_id: 'kitchen' } };
    bus.tell('recognizer_loop:record_begin', {}, elsewhere);
    bus.tell('speak', { utterance: 'Not for here.' }, elsewhere);
    // The bus keeps the order.
    bus.tell('mycroft.mic.mute');
    await bubbleIn(overlay, 'paused');
    bus.tell('mycroft.mic.unmute');
    await bubbleIn(overlay, 'ready');
    expect(await shownAnswer(overlay)).not.toContain('Not for here');
  });

  it('offers the volume once a plugin has told it, and sets it', async () => {
    const set = bus.heard('mycroft.volume.set');
    bus.tell('mycroft.volume.get.response', { percent: 0.6, muted: false });
    await until('the volume', async () => (await stateOf(overlay)).assistant?.volume === 0.6);
    await press(overlay, { command: 'set_volume', args: { level: 0.4 } });
    expect(await set).toEqual({ percent: 0.4, play_sound: false });
    bus.tell('mycroft.volume.get.response', { percent: 0.4, muted: false });
    await until('the end of the command', async () => (await stateOf(overlay)).assistant?.volume === 0.4);
    expect((await stateOf(overlay)).detail).toBeNull();
  });

  it('notices a bus that hangs, and follows it when it goes on [REL-OVOS-HANGS]', async () => {
    process.kill(ovos.busPid(), 'SIGSTOP');
    onTestFinished(() => {
      process.kill(ovos.busPid(), 'SIGCONT');
    });
    await transportIs(overlay, 'none', NOTICED_MS);
    process.kill(ovos.busPid(), 'SIGCONT');
    await transportIs(overlay, 'socket');
    await bubbleIn(overlay, 'ready');
  });

  it('says when the bus is gone, and is there again with its services [REL-OVOS-RESTARTS]', async () => {
    await ovos.killBus();
    await bubbleIn(overlay, 'offline');
    await ovos.startBus();
    await bubbleIn(overlay, 'ready', SERVICES_BACK_MS);
    await press(overlay, { command: 'send_text', args: { text: 'are you there' } });
    await bubbleIn(overlay, 'speaking', SERVICES_BACK_MS);
  });
});

describe.skipIf(programs === '')('beside a bus alone', () => {
  it('says which service is missing [REL-OVOS-NO-VOICE]', async () => {
    const { port, stop } = await startOvos(programs, await freePort(), 'bus');
    onTestFinished(stop);
    const overlay = await launchOverlay({
      wsPorts: [],
      httpPorts: [],
      env: { ASYSTENT_FOLLOW: `ovos://127.0.0.1:${port}` },
    });
    await bubbleIn(overlay, 'error', 20_000);
    expect((await stateOf(overlay)).detail).toEqual({ kind: 'problem', problem: 'no-voice-service' });
    const pill = await overlay.bubble();
    expect(await pill.locator('[data-testid="bubble"]').textContent()).toContain('voice service isn’t running');
  });
});

/** Notes the phases that the bubble draws from now on: some are too short to wait for. @returns a function for them. */
async function notePhases(overlay: RunningOverlay): Promise<() => Promise<readonly string[]>> {
  const page = await overlay.bubble();
  const phases = await page.evaluateHandle((selector) => {
    const bubble = document.querySelector<HTMLElement>(selector);
    const seen: string[] = [];
    new MutationObserver(() => {
      const phase = bubble?.dataset['phase'] ?? '';
      if (phase !== seen.at(-1)) seen.push(phase);
    }).observe(document, { subtree: true, attributeFilter: ['data-phase'] });
    return seen;
  }, '[data-testid="bubble"]');
  return () => phases.jsonValue();
}

type Bus = Awaited<ReturnType<typeof joinBus>>;

/** Another client of the bus. */
async function joinBus(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/core`);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve).once('error', reject);
  });
  socket.on('error', () => {});
  return {
    tell(type: string, data: object = {}, context: object = {}): void {
      socket.send(JSON.stringify({ type, data, context }));
    },
    /** Waits for a message that comes from now on. @returns its data. */
    heard(type: string): Promise<unknown> {
      return new Promise((resolve) => {
        socket.on('message', (raw) => {
          const message = JSON.parse(raw.toString());
          if (message.type === type) resolve(message.data);
        });
      });
    },
    leave: () => socket.close(),
  };
}
