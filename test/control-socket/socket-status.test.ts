import { expect, it } from 'vitest';
import { refusalOf, statusOf } from '../../src-main/control-socket/socket-status.ts';
import { HIDDEN, SPEAKING } from '../bubble/bubble-harness.ts';

it('tells what the overlay shows, and what it would do', () => {
  const assistant = { name: 'Kitchen', version: '1', volume: 0.5, muted: false, settings: [] };
  const commands = { ...SPEAKING.commands, stop_tts: 'enabled', send_text: 'pending', set_muted: null } as const;
  const state = { ...SPEAKING, assistant, commands, monitoring: true, transport: 'socket' } as const;
  expect(statusOf(state, 'Speaking…')).toMatchObject({
    phase: 'speaking',
    label: 'Speaking…',
    assistant: 'Kitchen',
    visible: true,
    monitoring: true,
    muted: false,
    volume: 0.5,
  });
  expect(statusOf(state, '').commands).toContain('stop_tts');
  expect(statusOf(state, '').commands).not.toContain('send_text');
  expect(statusOf({ ...state, clientName: 'Upstairs' }, '').assistant).toBe('Upstairs');
  expect(statusOf(state, '').presenting).toBe(false);
  expect(statusOf({ ...state, presenting: { untilEpochMs: null } }, '').presenting).toBe(true);
  expect(statusOf({ ...state, heard: 'What time?' }, '').heard).toBe('What time?');
  expect(statusOf(state, '').needsUser).toBe(false);
  expect(statusOf({ ...state, needsUser: true }, '').needsUser).toBe(true);
  expect(statusOf({ ...state, assistant: null }, '')).toMatchObject({ assistant: null, muted: null, volume: null });
});

it('says why a command can’t be given', () => {
  const withStop = (stop_tts: 'enabled' | 'pending' | 'polling' | 'offline' | null) => ({
    ...HIDDEN,
    transport: 'socket' as const,
    commands: { ...HIDDEN.commands, stop_tts, send_text: null },
  });
  expect(refusalOf(withStop('enabled'), 'stop_tts')).toBeNull();
  for (const why of ['pending', 'polling', 'offline'] as const) expect(refusalOf(withStop(why), 'stop_tts')).toBe(why);
  expect(refusalOf(withStop(null), 'stop_tts')).toBe('nothing-spoken');
  expect(refusalOf(withStop(null), 'send_text')).toBe('unsupported');
  expect(refusalOf({ ...withStop(null), transport: 'none' }, 'stop_tts')).toBe('offline');
});
