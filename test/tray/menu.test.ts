import { describe, expect, it } from 'vitest';
import { presentFor } from '../../src-main/overlay/presenting.ts';
import {
  trayMenu as menuOf,
  type TrayEntry,
  type TrayFacts,
  trayClick,
  trayStatus,
  trayTooltip,
} from '../../src-main/tray/menu.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { LoginState } from '../../src-shared/desktop-state.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { type Translate, translator } from '../../src-shared/strings.ts';
import { ASSISTANT, OFFERING_ALL, offering } from '../assistant.ts';
import { offer, polled, pushed, ready, report, speaking, thinking } from '../overlay/events.ts';
import { play } from '../overlay/play.ts';

const en = translator('en');
const pl = translator('pl');

const LOCAL: ClientState = {
  id: 'local',
  isLocal: true,
  name: 'This computer',
  phase: 'ready',
  transport: 'socket',
  standing: { kind: 'socket', port: 6001 },
  sinceEpochMs: 0,
  addresses: { socket: ['127.0.0.1:6001'], http: ['127.0.0.1:5001'] },
  isShown: true,
};
const KITCHEN: ClientState = {
  ...LOCAL,
  id: 'kitchen',
  isLocal: false,
  name: 'Kitchen',
  phase: 'speaking',
  addresses: { socket: ['kitchen.lan:7001'], http: ['kitchen.lan:7002'] },
  isShown: false,
};

const FACTS: TrayFacts = {
  version: '1.2.3',
  profile: null,
  login: { enabled: false, status: 'off' },
  clients: [LOCAL],
  isInCrashLoop: false,
  answers: 'none',
  broken: [],
  update: null,
};
const trayMenu = (state: OverlayState, t: Translate, facts: Partial<TrayFacts> = {}) =>
  menuOf(state, { ...FACTS, ...facts }, t);

const entry = (menu: readonly TrayEntry[], label: string | RegExp) =>
  menu.find(
    (item) => item.kind !== 'separator' && (typeof label === 'string' ? item.label === label : label.test(item.label)),
  );

describe('the tray', () => {
  it('names a newer release, and opens the settings for it', () => {
    const state = play().on(ready()).shows;
    const action = { kind: 'settings' };
    const label = 'Version 0.3.0 is out…';
    expect(entry(trayMenu(state, en, { update: '0.3.0' }), label)).toEqual({ kind: 'entry', label, action });
    expect(entry(trayMenu(state, en), /is out/)).toBeUndefined();
  });

  it('says that the assistant waits for the user, whatever else it does', () => {
    const state = play().on(ready(), pushed({ phase: 'ready', needsUser: true })).shows;
    expect(trayStatus(state, en)).toBe('Ready · Waiting for your answer');
    expect(trayTooltip(state, FACTS, pl)).toContain('Czekam na odpowiedź');
    const busy = play().on(ready(), thinking({ activity: 'Wants to write', needsUser: true })).shows;
    expect(trayStatus(busy, en)).toBe('Thinking… · Waiting for your answer');
  });

  it('says phase and transport with its port', () => {
    expect(trayStatus(play().on(ready()).shows, en)).toBe('Ready · WebSocket 6001');
    expect(trayStatus(play().on(polled()).shows, pl)).toBe('Gotowy · HTTP 5001');
    expect(trayStatus(play().shows, pl)).toBe('Szukam asystenta…');
    expect(trayMenu(play().on(ready()).shows, en)[0]).toEqual({
      kind: 'entry',
      label: 'Ready · WebSocket 6001',
      action: null,
    });
  });

  it('says when a command came to nothing, for whoever keeps the bubble hidden', () => {
    const overlay = play({ visibility: 'never', lingerMs: 0 }).on(
      ready(),
      { kind: 'command-sent', request: { command: 'set_monitoring', args: { on: false } }, id: null },
      { kind: 'socket-closed' },
      ready(),
    );
    expect(trayStatus(overlay.shows, en)).toBe('Ready · The assistant couldn’t carry it out');
    expect(trayStatus(overlay.wait(4_000).shows, en)).toBe('Ready · WebSocket 6001');
  });

  it('says a notice instead of the phase', () => {
    const overlay = play().on(ready(), pushed({ status: 'Notification: Room 12...' }));
    expect(trayStatus(overlay.shows, en)).toBe('Notification: Room 12… · WebSocket 6001');
    expect(trayStatus(play().on(ready(), pushed({ status: 'Daily Briefing' })).shows, pl)).toBe(
      'Briefing · WebSocket 6001',
    );
    const long = play().on(ready(), pushed({ status: `Summary: ${'x'.repeat(150)}` }));
    expect(trayStatus(long.shows, en)).toBe(`Summary: ${'x'.repeat(90)}… · WebSocket 6001`);
  });

  it('goes on saying what has left the screen', () => {
    const overlay = play().on(ready(), thinking()).wait(120_000);
    expect(overlay.shows.visible).toBe(false);
    expect(trayStatus(overlay.shows, en)).toBe('Thinking… · Taking longer than usual…');
    expect(
      trayStatus(
        play()
          .on(ready(), pushed({ status: 'Error' }))
          .wait(60_000).shows,
        en,
      ),
    ).toBe('Error · WebSocket 6001');
    const failing = (cause: string) =>
      play()
        .on(ready(), pushed({ status: `Error: ${cause}` }))
        .wait(60_000).shows;
    expect(trayStatus(failing('no network at all'), en)).toBe('Error · No network at all');
    expect(trayStatus(failing('x'.repeat(150)), en)).toBe(`Error · ${'x'.repeat(99)}…`);
    const encrypted = report({ phase: 'error', problem: 'encrypted' });
    const { shows } = play().on({ kind: 'report', report: encrypted, transport: 'socket', port: 8181 });
    expect(trayStatus(shows, en)).toBe('Error · Its message bus is encrypted');
  });

  it('has no entry for a command that the assistant does not offer', () => {
    const { shows } = play().on(ready(), offer({ commands: ['start_listening'] }));
    const commands = trayMenu(shows, en).flatMap((entry) =>
      'action' in entry && entry.action?.kind === 'command' ? [entry.action.request.command] : [],
    );
    expect(commands).toEqual(['start_listening']);
  });

  it('offers to pause or to resume the monitoring', () => {
    const setting = (on: boolean) => ({
      action: { kind: 'command', request: { command: 'set_monitoring', args: { on } } },
    });
    expect(entry(trayMenu(play().on(ready()).shows, en), 'Turn off wake word')).toMatchObject(setting(false));
    const paused = play().on(pushed({ monitoring: false })).shows;
    expect(entry(trayMenu(paused, en), 'Turn on wake word')).toMatchObject(setting(true));
    const unknown = play().on(pushed({ monitoring: null })).shows;
    expect(entry(trayMenu(unknown, en), 'Turn off wake word')).toMatchObject(setting(false));
  });

  it('offers to stop the speech only while there is one', () => {
    expect(entry(trayMenu(play().on(ready()).shows, en), /Stop speaking/)).toBeUndefined();
    expect(entry(trayMenu(play().on(ready(), speaking('Yes.')).shows, en), 'Stop speaking')).toMatchObject({
      action: { kind: 'command', request: { command: 'stop_tts' } },
    });
  });

  it('offers what a client of version 2 offers, and nothing of it with today’s', () => {
    const { shows } = play().on(ready());
    const offered = (client: Partial<OverlayState>, t = en) =>
      trayMenu({ ...shows, ...client }, t).flatMap((item) =>
        item.kind === 'entry' && /(to|Mute|Unmute) the assistant|asystenta/.test(item.label) ? [item] : [],
      );
    expect(offered({})).toEqual([]);
    expect(offered(OFFERING_ALL)).toEqual([
      {
        kind: 'entry',
        label: 'Talk to the assistant',
        action: { kind: 'command', request: { command: 'start_listening' } },
      },
      { kind: 'entry', label: 'Type to the assistant…', action: { kind: 'type' } },
      {
        kind: 'entry',
        label: 'Mute the assistant',
        action: { kind: 'command', request: { command: 'set_muted', args: { muted: true } } },
      },
    ]);
    const [unmute] = offered({ ...offering('set_muted'), assistant: { ...ASSISTANT, muted: true } }, pl);
    expect(unmute).toMatchObject({
      label: 'Włącz dźwięk asystenta',
      action: { request: { args: { muted: false } } },
    });
  });

  it('says why a command can’t be sent', () => {
    expect(entry(trayMenu(play().on(polled()).shows, en), /^Turn off wake word \(.*HTTP/)).toMatchObject({
      action: null,
    });
    expect(entry(trayMenu(play().shows, en), /^Turn off wake word \(.*not connected/)).toMatchObject({ action: null });
  });

  it('shows what is hidden and hides what is shown', () => {
    expect(entry(trayMenu(play().shows, en), 'Hide bubble')).toMatchObject({
      action: { kind: 'override', override: 'hide' },
    });
    expect(entry(trayMenu(play().on(ready()).shows, en), 'Show bubble')).toMatchObject({
      action: { kind: 'override', override: 'show' },
    });
  });

  it('always offers to reconnect and to quit', () => {
    const menu = trayMenu(play().shows, pl);
    expect(entry(menu, 'Połącz ponownie teraz')).toMatchObject({ action: { kind: 'reconnect' } });
    expect(menu.at(-1)).toEqual({ kind: 'entry', label: 'Zakończ', action: { kind: 'quit' } });
  });

  it('hides the bubble while the user presents something, for a time or until the user ends it', () => {
    expect(entry(trayMenu(play().on(ready()).shows, en), 'Hide while presenting')).toEqual({
      kind: 'submenu',
      label: 'Hide while presenting',
      entries: [
        { kind: 'entry', label: 'For 30 minutes', action: { kind: 'present', minutes: 30 } },
        { kind: 'entry', label: 'For an hour', action: { kind: 'present', minutes: 60 } },
        { kind: 'entry', label: 'Until I end it', action: { kind: 'present', minutes: null } },
      ],
    });
    const { shows } = play().on(ready(), presentFor(60, 0, 0));
    expect(entry(trayMenu(shows, en), 'End presenting')).toMatchObject({ action: { kind: 'end-presenting' } });
    expect(trayClick(shows)).toEqual({ kind: 'end-presenting' });
    expect(entry(trayMenu(shows, en), /^(Show|Hide) /)).toBeUndefined();
  });

  it('goes on telling the state meanwhile, and until when, in the user’s way', () => {
    const halfPastThree = new Date(2030, 0, 1, 15, 30).getTime();
    const { shows } = play().on(ready(), presentFor(60, halfPastThree - 3_600_000, 0));
    expect(trayStatus(shows, en)).toMatch(/^Ready · WebSocket 6001 · presenting until 3:30\sPM$/);
    expect(trayStatus({ ...shows, language: 'pl' }, pl)).toBe('Gotowy · WebSocket 6001 · prezentacja do 15:30');
    const open = play().on(ready(), presentFor(null, 0, 0)).shows;
    expect(trayStatus(open, en)).toBe('Ready · WebSocket 6001 · presenting');
  });

  it('switches the start at login', () => {
    const box = (login: LoginState) => entry(trayMenu(play().shows, en, { login }), /^Start at login/);
    expect(box({ enabled: false, status: 'off' })).toEqual({
      kind: 'checkbox',
      label: 'Start at login',
      checked: false,
      action: { kind: 'login', enabled: true },
    });
    expect(box({ enabled: true, status: 'on' })).toMatchObject({
      checked: true,
      action: { kind: 'login', enabled: false },
    });
    expect(box({ enabled: true, status: 'requires-approval' })).toMatchObject({
      label: expect.stringMatching(/approval/),
      checked: true,
    });
    expect(box({ enabled: false, status: 'blocked' })).toMatchObject({
      label: expect.stringMatching(/switched off/),
      checked: false,
    });
    expect(box({ enabled: false, status: 'unsupported' })).toBeUndefined();
  });

  it('names version and profile', () => {
    expect(entry(trayMenu(play().shows, en), 'Asystent Overlay 1.2.3')).toMatchObject({ action: null });
    expect(entry(trayMenu(play().shows, en, { profile: 'work' }), 'Asystent Overlay — work 1.2.3')).toBeDefined();
    expect(trayTooltip(play().on(ready()).shows, FACTS, en)).toBe('Ready · WebSocket 6001');
    expect(trayTooltip(play().on(ready()).shows, { ...FACTS, profile: 'work' }, en)).toBe(
      'Asystent Overlay — work · Ready · WebSocket 6001',
    );
  });

  it('says whose state it is, and lists the clients, when there are several', () => {
    const shows = { ...play().on(ready()).shows, clientName: 'This computer' };
    expect(trayStatus(shows, en)).toBe('This computer: Ready · WebSocket 6001');
    const entries = trayMenu(shows, pl, {
      clients: [LOCAL, { ...KITCHEN, standing: { kind: 'denied', reason: 'wrong-key' } }],
    }).filter((item) => item.kind === 'checkbox');
    expect(entries.slice(0, 2)).toEqual([
      { kind: 'checkbox', label: 'This computer: Gotowy', checked: true, action: { kind: 'pick', id: 'local' } },
      {
        kind: 'checkbox',
        label: 'Kitchen: Asystent odrzucił klucz',
        checked: false,
        action: { kind: 'pick', id: 'kitchen' },
      },
    ]);
  });

  it('says in the list where nothing answers, and who is still looked for', () => {
    const shows = { ...play().on(ready()).shows, clientName: 'This computer' };
    const labels = (kitchen: Partial<ClientState>) =>
      trayMenu(shows, en, { clients: [LOCAL, { ...KITCHEN, phase: 'connecting', ...kitchen }] }).flatMap((item) =>
        item.kind === 'checkbox' ? [item.label] : [],
      );
    expect(labels({ standing: { kind: 'looking' } })).toContain('Kitchen: Looking for an assistant…');
    expect(labels({ standing: { kind: 'missing' } })).toContain('Kitchen: Nothing answers at kitchen.lan:7001');
  });

  it.each([
    ['broken-file', 'The settings file could not be read. It was kept as kept.json; the defaults are in use'],
    ['broken-keys', 'The key file could not be read. It was kept as kept.json; pair again'],
  ] as const)('reports a %s, and leads to the settings [REL-KEYS-BROKEN]', (kind, label) => {
    const broken = [{ kind, keptAs: 'kept.json' }];
    const { shows } = play().on(ready());
    expect(trayMenu(shows, en, { broken })[1]).toEqual({ kind: 'entry', label, action: { kind: 'settings' } });
    expect(trayTooltip(shows, { ...FACTS, broken }, en)).toBe(`Ready · WebSocket 6001 · ${label}`);
  });

  it('does not list the only one', () => {
    expect(
      trayMenu(play().on(ready()).shows, en).some((item) => 'action' in item && item.action?.kind === 'pick'),
    ).toBe(false);
  });

  it('tells under the pointer of a client that is denied while another one is shown', () => {
    const shows = { ...play().on(ready()).shows, clientName: 'This computer' };
    const tooltip = (clients: readonly ClientState[]) => trayTooltip(shows, { ...FACTS, clients }, en);
    expect(tooltip([LOCAL, KITCHEN])).toBe('This computer: Ready · WebSocket 6001');
    expect(tooltip([LOCAL, { ...KITCHEN, standing: { kind: 'denied', reason: 'wrong-certificate' } }])).toBe(
      'This computer: Ready · WebSocket 6001 · Kitchen: The certificate does not match',
    );
    // The state says it already.
    expect(tooltip([{ ...LOCAL, standing: { kind: 'denied', reason: 'wrong-key' } }, KITCHEN])).toBe(
      'This computer: Ready · WebSocket 6001',
    );
  });

  it('tells that the bubble is missing because it crashed again and again', () => {
    const { shows } = play().on(ready());
    expect(trayMenu(shows, pl, { isInCrashLoop: true }).slice(1, 2)).toEqual([
      { kind: 'entry', label: 'Dymek wciąż się zawiesza; ponowna próba za minutę', action: null },
    ]);
    expect(trayTooltip(shows, { ...FACTS, isInCrashLoop: true }, en)).toBe(
      'Ready · WebSocket 6001 · The bubble keeps crashing; retrying in a minute',
    );
  });

  it('leads to the settings and the diagnostics', () => {
    const menu = trayMenu(play().on(ready()).shows, en);
    expect(entry(menu, 'Settings…')).toMatchObject({ action: { kind: 'settings' } });
    expect(entry(menu, 'Diagnostics…')).toMatchObject({ action: { kind: 'diagnostics' } });
  });

  it('does on a click what the menu offers first for the bubble', () => {
    const { shows } = play().on(ready());
    expect(trayClick(shows)).toEqual({ kind: 'override', override: 'show' });
    expect(trayClick({ ...shows, visible: true })).toEqual({ kind: 'override', override: 'hide' });
    expect(trayClick({ ...shows, presenting: { untilEpochMs: null } })).toEqual({ kind: 'end-presenting' });
  });
});

describe('the last answers', () => {
  const overlay = play().on(ready());

  it('can be copied once there is one', () => {
    expect(entry(trayMenu(overlay.shows, en, { answers: 'none' }), 'Copy last answer')).toMatchObject({ action: null });
    expect(entry(trayMenu(overlay.shows, pl, { answers: 'some' }), 'Kopiuj ostatnią odpowiedź')).toMatchObject({
      action: { kind: 'copy-answer' },
    });
  });

  it('can be looked at, with any client and without one', () => {
    for (const shows of [overlay.shows, play().shows]) {
      expect(entry(trayMenu(shows, pl), 'Ostatnie odpowiedzi…')).toMatchObject({ action: { kind: 'answers' } });
    }
  });

  it('are not in the menu of who does not want them kept', () => {
    expect(entry(trayMenu(overlay.shows, en, { answers: 'off' }), /answer/)).toBeUndefined();
  });
});
