import { describe, expect, it } from 'vitest';
import { type TrayEntry, trayMenu, trayStatus } from '../../src-main/tray/menu.ts';
import { translator } from '../../src-preload/strings.ts';
import { polled, pushed, ready, speaking } from '../overlay/events.ts';
import { play } from '../overlay/play.ts';

const en = translator('en');
const pl = translator('pl');

const entry = (menu: readonly TrayEntry[], label: string | RegExp) =>
  menu.find(
    (item) => item.kind === 'entry' && (typeof label === 'string' ? item.label === label : label.test(item.label)),
  );

describe('the tray', () => {
  it('says phase and transport with its port', () => {
    expect(trayStatus(play().on(ready()).shows, en)).toBe('Ready · socket 6001');
    expect(trayStatus(play().on(polled()).shows, pl)).toBe('Gotowy · HTTP 5001');
    expect(trayStatus(play().shows, pl)).toBe('Łączę… · brak połączenia');
    expect(trayMenu(play().on(ready()).shows, en)[0]).toEqual({
      kind: 'entry',
      label: 'Ready · socket 6001',
      action: null,
    });
  });

  it('offers to pause or to resume the monitoring', () => {
    const action = { kind: 'command', command: 'toggle_monitoring' };
    expect(entry(trayMenu(play().on(ready()).shows, en), 'Pause monitoring')).toMatchObject({ action });
    expect(entry(trayMenu(play().on(pushed({ monitoring: false })).shows, en), 'Resume monitoring')).toMatchObject({
      action,
    });
  });

  it('offers to stop the speech only while there is one', () => {
    expect(entry(trayMenu(play().on(ready()).shows, en), /Stop speaking/)).toBeUndefined();
    expect(entry(trayMenu(play().on(ready(), speaking('Yes.')).shows, en), 'Stop speaking')).toMatchObject({
      action: { kind: 'command', command: 'stop_tts' },
    });
  });

  it('says why a command can’t be sent', () => {
    expect(entry(trayMenu(play().on(polled()).shows, en), /^Pause monitoring \(.*HTTP/)).toMatchObject({
      action: null,
    });
    expect(entry(trayMenu(play().shows, en), /^Pause monitoring \(.*not connected/)).toMatchObject({ action: null });
  });

  it('shows what is hidden and hides what is shown', () => {
    expect(entry(trayMenu(play().shows, en), 'Hide overlay')).toMatchObject({
      action: { kind: 'override', override: 'hide' },
    });
    expect(entry(trayMenu(play().on(ready()).shows, en), 'Show overlay')).toMatchObject({
      action: { kind: 'override', override: 'show' },
    });
  });

  it('always offers to reconnect and to quit', () => {
    const menu = trayMenu(play().shows, pl);
    expect(entry(menu, 'Połącz ponownie teraz')).toMatchObject({ action: { kind: 'reconnect' } });
    expect(menu.at(-1)).toEqual({ kind: 'entry', label: 'Zakończ', action: { kind: 'quit' } });
  });
});
