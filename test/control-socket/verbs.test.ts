import { describe, expect, it } from 'vitest';
import type { ControlStatus } from '../../src-main/control-socket/socket-contract.ts';
import {
  formatStatus,
  isVerb,
  readCall,
  type Verb,
  VerbError,
  verbHelp,
  verbLines,
} from '../../src-main/control-socket/verbs.ts';
import { HELP } from '../../src-main/start/command-line.ts';

const VERBS: readonly Verb[] = [
  ...(['status', 'follow', 'stop', 'toggle-monitoring', 'listen', 'send', 'show', 'hide'] as const),
  ...(['copy-answer', 'panel', 'settings', 'quit'] as const),
];

const STATUS: ControlStatus = {
  phase: 'speaking',
  label: 'Speaking… <&>',
  assistant: 'Kitchen',
  transport: 'socket',
  visible: true,
  needsUser: false,
  monitoring: true,
  muted: null,
  volume: 0.5,
  heard: null,
  answer: 'Seven\n degrees.',
  commands: ['stop_tts'],
};

describe('a call', () => {
  it('asks what the verb says', () => {
    for (const verb of VERBS) {
      expect(isVerb(verb)).toBe(true);
      if (verb !== 'send') expect(readCall(verb, [], null)).toEqual({ request: { verb }, format: 'text' });
    }
    expect(readCall('send', [' what time? '], null).request).toEqual({ verb: 'send', text: 'what time?' });
    expect(readCall('send', ['-'], 'piped\n').request).toEqual({ verb: 'send', text: 'piped' });
    expect(readCall('status', ['--json', '--profile', 'work'], null).format).toBe('json');
    expect(readCall('follow', ['--waybar'], null).format).toBe('waybar');
  });

  it.each<readonly [Verb, readonly string[], RegExp]>([
    ['stop', ['now'], /^stop takes nothing else: now$/],
    ['stop', ['--json'], /^stop takes no --json$/],
    ['status', ['--json', '--waybar'], /exclude each other/],
    ['status', ['--colour'], /^Unknown option '--colour'$/],
    ['send', [], /^send needs a text$/],
    ['send', ['-'], /^send needs a text$/],
    ['send', ['two', 'words'], /quotation marks/],
  ])('%s %j is refused', (verb, args, message) => {
    const read = () => readCall(verb, args, ' \n');
    expect(read).toThrow(VerbError);
    expect(read).toThrow(message);
  });

  it('asks for help', () => {
    for (const verb of VERBS) {
      expect(readCall(verb, ['-h'], null).request).toBeNull();
      expect(verbHelp(verb, 'asystent-overlay')).toContain(`Usage: asystent-overlay ${verb}`);
      expect(verbLines()).toContain(`  ${verb} `);
      expect(HELP).toContain(verb);
    }
    expect(verbHelp('status', 'x')).toContain('Usage: x status [--json] [--waybar]\n\nPrint what the overlay shows.');
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
    expect(JSON.parse(formatStatus({ ...STATUS, monitoring: false, muted: true }, 'waybar'))).toEqual({
      text: 'Speaking… &lt;&amp;&gt;',
      alt: 'speaking',
      class: ['speaking', 'microphone-off', 'sound-off'],
      tooltip: 'Kitchen\nSpeaking… &lt;&amp;&gt;\nSeven\n degrees.',
    });
  });
});
