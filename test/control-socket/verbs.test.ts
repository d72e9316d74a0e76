import { describe, expect, it } from 'vitest';
import type { ControlStatus } from '../../src-main/control-socket/socket-contract.ts';
import {
  formatStatus,
  isVerb,
  readCall,
  sendRequest,
  type Verb,
  VerbError,
  verbHelp,
  verbLines,
} from '../../src-main/control-socket/verbs.ts';
import { HELP } from '../../src-main/start/command-line.ts';

const VERBS: readonly Verb[] = [
  ...(['status', 'follow', 'stop', 'toggle-monitoring', 'listen', 'send', 'show', 'hide', 'present'] as const),
  ...(['copy-answer', 'panel', 'settings', 'quit', 'say', 'answer', 'clear', 'hook'] as const),
];

const STATUS: ControlStatus = {
  phase: 'speaking',
  label: 'Speaking… <&>',
  assistant: 'Kitchen',
  transport: 'socket',
  visible: true,
  needsUser: false,
  presenting: false,
  monitoring: true,
  muted: null,
  volume: 0.5,
  heard: null,
  answer: 'Seven\n degrees.',
  commands: ['stop_tts'],
};

describe('a call', () => {
  it('asks what the verb says', () => {
    for (const verb of ['status', 'follow', 'stop', 'listen', 'show', 'panel', 'quit'] as const) {
      expect(readCall(verb, [])).toEqual({ kind: 'ask', request: { verb }, format: 'text' });
    }
    for (const verb of VERBS) expect(isVerb(verb)).toBe(true);
    expect(readCall('send', [' what time? '])).toMatchObject({ request: { verb: 'send', text: 'what time?' } });
    expect(readCall('send', ['-'])).toEqual({ kind: 'send-input' });
    expect(sendRequest('piped\n')).toEqual({ verb: 'send', text: 'piped' });
    for (const [args, minutes] of [
      [[], null],
      [['off'], 'off'],
      [['1'], 1],
      [['1440'], 1_440],
    ] as const) {
      expect(readCall('present', args)).toMatchObject({ request: { verb: 'present', minutes } });
    }
    expect(readCall('status', ['--json', '--profile', 'work'])).toMatchObject({ format: 'json' });
    expect(readCall('follow', ['--waybar'])).toMatchObject({ format: 'waybar' });
  });

  it('says what an assistant of the user’s own does', () => {
    const asked = (args: readonly string[]) => readCall('say', args);
    expect(asked(['thinking'])).toMatchObject({ request: { verb: 'say', word: 'thinking' } });
    expect(asked(['error', ' no disk ', '--name', 'Backup'])).toEqual({
      kind: 'ask',
      request: { verb: 'say', word: 'error', text: 'no disk', name: 'Backup' },
      format: 'text',
    });
    expect(readCall('clear', ['--name=Backup'])).toMatchObject({ request: { verb: 'clear', name: 'Backup' } });
    expect(readCall('clear', [])).toMatchObject({ request: { verb: 'clear' } });
    expect(readCall('answer', ['-'])).toEqual({ kind: 'answer', text: null, name: null });
    expect(readCall('answer', ['Done.', '--name', 'x'.repeat(200)])).toEqual({
      kind: 'answer',
      text: 'Done.',
      name: 'x'.repeat(100),
    });
    expect(readCall('hook', ['{}', '--name', 'Codex'])).toEqual({ kind: 'hook', body: '{}', name: 'Codex' });
    expect(readCall('hook', [])).toEqual({ kind: 'hook', body: null, name: null });
  });

  it.each<readonly [Verb, readonly string[], RegExp]>([
    ['stop', ['now'], /^stop takes nothing else: now$/],
    ['stop', ['--json'], /^stop takes no --json$/],
    ['stop', ['--name', 'x'], /^stop takes no --name$/],
    ['status', ['--json', '--waybar'], /exclude each other/],
    ['status', ['--colour'], /^Unknown option '--colour'$/],
    ['send', [], /^send needs a text$/],
    ['send', ['two', 'words'], /quotation marks/],
    ['say', [], /^say needs one of these words: ready, /],
    ['say', ['singing'], /^say needs one of these words: ready, /],
    ['say', ['thinking', 'two', 'words'], /quotation marks/],
    ['answer', [], /^answer needs a text$/],
    ...['0', '1441', '1.5', 'on', ''].map(
      (word) => ['present', [word], /^present takes the minutes, from 1 to 1440, or off$/] as const,
    ),
    ['present', ['30', '60'], /^present takes the minutes/],
  ])('%s %j is refused', (verb, args, message) => {
    const read = () => readCall(verb, args);
    expect(read).toThrow(VerbError);
    expect(read).toThrow(message);
  });

  it('of an empty input is refused', () => {
    expect(() => sendRequest(' \n')).toThrow(/^send needs a text$/);
    expect(sendRequest(` ${'x'.repeat(2_000)}\n`)).toEqual({ verb: 'send', text: 'x'.repeat(2_000) });
    expect(() => readCall('send', ['x'.repeat(2_001)])).toThrow('too long: assistants take 2000 characters');
    expect(() => readCall('quit', ['--profile'])).toThrow("'--profile <value>' argument missing");
  });

  it('asks for help', () => {
    for (const verb of VERBS) {
      expect(readCall(verb, ['-h'])).toEqual({ kind: 'help' });
      expect(verbHelp(verb, 'asystent-overlay')).toContain(`Usage: asystent-overlay ${verb}`);
      expect(verbLines()).toContain(`  ${verb} `);
      expect(HELP).toContain(verb);
    }
    expect(verbHelp('status', 'x')).toContain('Usage: x status [--json] [--waybar]\n\nPrint what the overlay shows.');
    expect(verbHelp('say', 'x')).toContain('Usage: x say WORD [TEXT] [--name NAME]');
  });
});

describe('a status', () => {
  it('is a line for people', () => {
    expect(formatStatus(STATUS, 'text')).toBe('Speaking… <&> – Seven degrees.');
    expect(formatStatus({ ...STATUS, answer: null }, 'text')).toBe('Speaking… <&>');
  });

  it('is the object for programs', () => {
    expect(JSON.parse(formatStatus(STATUS, 'json'))).toEqual(STATUS);
  });

  it('is what Waybar reads, without markup of its own', () => {
    expect(JSON.parse(formatStatus({ ...STATUS, monitoring: false, muted: true, presenting: true }, 'waybar'))).toEqual(
      {
        text: 'Speaking… &lt;&amp;&gt;',
        alt: 'speaking',
        class: ['speaking', 'microphone-off', 'sound-off', 'presenting'],
        tooltip: 'Kitchen\nSpeaking… &lt;&amp;&gt;\nSeven\n degrees.',
      },
    );
  });
});
