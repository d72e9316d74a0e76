import { app } from 'electron';
import type { BubbleController } from '../bubble/setup-bubbles.ts';
import type { FollowedClients } from '../clients/setup-clients.ts';
import type { DiagnosticsController } from '../diagnostics/setup-diagnostics.ts';
import type { KeptAnswers } from '../overlay/kept-answers.ts';
import { presentFor } from '../overlay/presenting.ts';
import type { Clock } from '../runtime/clock.ts';
import type { SettingsPageController } from '../settings/setup-settings-page.ts';
import type { TrayAction } from './menu.ts';

/** The parts that the entries of the menu act on. */
export interface TrayTargets {
  readonly clock: Clock;
  readonly clients: Pick<FollowedClients, 'dispatch' | 'press' | 'pick' | 'reconnectNow'>;
  readonly bubbles: Pick<BubbleController, 'panel'>;
  readonly answers: Pick<KeptAnswers, 'copyNewest'>;
  readonly settingsPage: Pick<SettingsPageController, 'open' | 'setLogin'>;
  readonly diagnostics: Pick<DiagnosticsController, 'open'>;
}

/** Carry out a choice in the menu. */
export function carryOut(action: TrayAction, targets: TrayTargets) {
  const { clock, clients, bubbles, answers, settingsPage, diagnostics } = targets;
  switch (action.kind) {
    case 'command':
      return clients.press(action.request);
    case 'type':
      return bubbles.panel.open();
    case 'copy-answer':
      // The tray has no place for an error. In the panel, the user can select the text.
      return void answers.copyNewest().catch(bubbles.panel.openAnswers);
    case 'answers':
      return bubbles.panel.openAnswers();
    case 'override':
      return clients.dispatch(action);
    case 'present':
      return clients.dispatch(presentFor(action.minutes, Date.now(), clock.nowMs()));
    case 'end-presenting':
      return clients.dispatch({ kind: 'present', presenting: null });
    case 'pick':
      return clients.pick(action.id);
    case 'settings':
      return settingsPage.open();
    case 'diagnostics':
      return diagnostics.open();
    case 'login':
      return settingsPage.setLogin(action.enabled);
    case 'reconnect':
      return clients.reconnectNow();
    case 'quit':
      return app.quit();
  }
}
