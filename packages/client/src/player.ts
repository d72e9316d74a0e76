import type { Client } from './client.ts';
import type { Clock } from './clock.ts';
import type { Scene, Step } from './conversation.ts';
import type { CommandName } from './protocol.ts';

/** How long after a command the next scene starts. A requested turn takes longer than stopping the speech. */
const PAUSE_AFTER_MS: Readonly<Partial<Record<CommandName, number>>> = {
  stop_tts: 2_000,
  toggle_monitoring: 2_000,
  set_monitoring: 2_000,
  start_listening: 9_000,
  send_text: 12_000,
};

/**
 * Play the scenes in the client, one after the other. A command ends the scene that it interrupts. The next scene follows
 * after `stop_tts`, or when monitoring is on again.
 * @param options.loop start again after the last scene.
 * @param options.onEnd called once, after the last scene.
 * @returns a function that stops early.
 */
export function playConversation(options: {
  readonly client: Pick<Client, 'update' | 'status' | 'onCommand'>;
  readonly scenes: readonly Scene[];
  readonly clock: Clock;
  readonly loop: boolean;
  readonly onEnd?: () => void;
}): () => void {
  const { client, scenes, clock } = options;
  let following: readonly Scene[] = scenes;
  let speaking = false;
  let cancel = () => {};

  function playNextScene(): void {
    if (following.length === 0 && options.loop) following = scenes;
    const [scene, ...others] = following;
    if (scene === undefined) {
      stop();
      options.onEnd?.();
      return;
    }
    following = others;
    playSteps(scene);
  }

  function playSteps(steps: readonly Step[]): void {
    const [step, ...others] = steps;
    if (step === undefined) {
      playNextScene();
      return;
    }
    client.update(step.patch);
    speaking = client.status().is_speaking;
    cancel = clock.setTimeout(() => playSteps(others), step.durationMs);
  }

  const stopListening = client.onCommand((command) => {
    const pauseMs = PAUSE_AFTER_MS[command];
    if (pauseMs === undefined || (command === 'stop_tts' && !speaking)) return;
    speaking = false;
    cancel();
    if (client.status().monitoring) cancel = clock.setTimeout(playNextScene, pauseMs);
  });

  function stop(): void {
    stopListening();
    cancel();
  }

  playNextScene();
  return stop;
}
