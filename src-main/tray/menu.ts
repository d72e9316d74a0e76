import type { Command, CommandState, OverlayState } from '../../src-preload/contract.ts';
import type { Translate } from '../../src-preload/strings.ts';

/** What the user can ask of the tray. */
export type TrayAction =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'override'; readonly override: 'show' | 'hide' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'quit' };

/** An entry of the tray menu; one without an action only tells something. */
export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'entry'; readonly label: string; readonly action: TrayAction | null };

/** The state in one line: phase, transport and port. */
export function trayStatus(state: OverlayState, t: Translate): string {
  const phase = t(`phase.${state.phase}`);
  const transport = t(`tray.${state.transport}`, { port: state.port ?? 0 });
  return t('tray.status', { phase, transport });
}

/** The tray menu for a state. Pure. */
export function trayMenu(state: OverlayState, t: Translate): readonly TrayEntry[] {
  const toggle = state.monitoring === false ? t('command.resumeMonitoring') : t('command.pauseMonitoring');
  return [
    { kind: 'entry', label: trayStatus(state, t), action: null },
    { kind: 'separator' },
    commandEntry('toggle_monitoring', toggle, state.toggleMonitoring, t),
    ...(state.stopTts === null ? [] : [commandEntry('stop_tts', t('command.stopSpeech'), state.stopTts, t)]),
    { kind: 'separator' },
    state.visible
      ? { kind: 'entry', label: t('tray.hide'), action: { kind: 'override', override: 'hide' } }
      : { kind: 'entry', label: t('tray.show'), action: { kind: 'override', override: 'show' } },
    { kind: 'entry', label: t('tray.reconnect'), action: { kind: 'reconnect' } },
    { kind: 'separator' },
    { kind: 'entry', label: t('tray.settings'), action: { kind: 'settings' } },
    { kind: 'entry', label: t('tray.quit'), action: { kind: 'quit' } },
  ];
}

/** A command's entry; a native menu has no tooltip on every desktop, so the label itself says why it is disabled. */
function commandEntry(command: Command, label: string, state: CommandState, t: Translate): TrayEntry {
  if (state === 'enabled') return { kind: 'entry', label, action: { kind: 'command', command } };
  return { kind: 'entry', label: t('tray.disabled', { label, reason: t(`command.${state}`) }), action: null };
}
