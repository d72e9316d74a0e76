import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import type { ClientLanguage } from '../../src-shared/languages.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import { motionEnded, type RunningOverlay } from './overlay-driver.ts';
import { shownPage } from './overlay-parts.ts';
import { until } from './until.ts';

const PHASE_TIMEOUT_MS = 10_000;

/** A phase, and the client's actions that cause it. */
export interface Scene {
  readonly phase: Phase;
  enact(client: ReferenceClient, language: ClientLanguage): unknown;
}

/** The assistant's answer while it is speaking. */
export const ANSWER: Readonly<Record<ClientLanguage, string>> = {
  pl: 'W Sosnowcu jest teraz 7 stopni i pada deszcz. Po południu przejaśni się, wieczorem do 4 stopni.',
  en: 'It is seven degrees in Leeds, and raining. It will clear up in the afternoon, with four degrees at night.',
};

const FAILURE: Readonly<Record<ClientLanguage, string>> = {
  pl: 'Wystąpił błąd mikrofonu',
  en: 'Microphone failed',
};

/** Every phase once. `overlay_visible` keeps the bubble visible where it would hide. */
export const SCENES: readonly Scene[] = [
  { phase: 'connecting', enact: () => {} },
  {
    phase: 'ready',
    enact: async (client) => {
      client.update({ ...TURN_OVER, monitoring: true, overlay_visible: true });
      await client.start();
    },
  },
  { phase: 'paused', enact: (client) => client.update({ status: 'Monitoring Stopped', monitoring: false }) },
  {
    phase: 'listening',
    enact: (client) =>
      client.update({ status: 'słucham', monitoring: true, is_listening: true, wake_word_detected: true }),
  },
  { phase: 'thinking', enact: (client) => client.update({ status: 'Przetwarzam zapytanie...' }) },
  {
    phase: 'speaking',
    enact: (client, language) => client.update({ status: 'mówię', text: ANSWER[language], is_speaking: true }),
  },
  { phase: 'error', enact: (client, language) => client.update({ ...TURN_OVER, status: FAILURE[language] }) },
  { phase: 'offline', enact: (client) => client.stop() },
];

/**
 * Waits until the bubble is shown in a phase, and nothing of the last one is painted any more.
 * @throws when it does not get there; the message says which phase.
 */
export async function phaseIsShown(overlay: RunningOverlay, phase: Phase): Promise<void> {
  const bubble = await overlay.bubble();
  await bubble
    .locator(`[data-testid="bubble"][data-phase="${phase}"][data-visible="true"]`)
    .waitFor({ timeout: PHASE_TIMEOUT_MS })
    .catch((error: unknown) => {
      throw new Error(`waited ${PHASE_TIMEOUT_MS / 1000} s in vain for the phase "${phase}"`, { cause: error });
    });
  await motionEnded(bubble);
  // Their page starts after the bubble's.
  await until('the buttons on the screen', () => shownPage(overlay, 'controls'));
  await motionEnded(await overlay.controls());
}
