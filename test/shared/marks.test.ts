import { describe, expect, it } from 'vitest';
import { marksOf, spokenMarks } from '../../src-shared/marks.ts';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { stateWith } from '../renderer/states.ts';

const ASSISTANT = { name: 'Kitchen', version: '1', volume: null, muted: true, settings: [] };

describe('the marks', () => {
  it('say that the microphone and the sound are off, unless the phase says it', () => {
    const off = stateWith({ phase: 'thinking', monitoring: false, assistant: ASSISTANT });
    expect(marksOf(off)).toEqual(['microphone-off', 'sound-off']);
    expect(marksOf({ ...off, phase: 'paused' })).toEqual(['sound-off']);
    const notice = { kind: 'briefing', text: '' } as const;
    expect(marksOf({ ...off, phase: 'paused', notice })).toEqual(['microphone-off', 'sound-off']);
  });

  it('are not there while everything is on, unknown, or from before the assistant left', () => {
    for (const phase of PHASES) {
      expect(marksOf(stateWith({ phase, monitoring: true, assistant: { ...ASSISTANT, muted: false } }))).toEqual([]);
      expect(marksOf(stateWith({ phase, monitoring: null, assistant: { ...ASSISTANT, muted: null } }))).toEqual([]);
    }
    for (const phase of ['connecting', 'offline'] as const) {
      expect(marksOf(stateWith({ phase, monitoring: false, assistant: ASSISTANT }))).toEqual([]);
    }
  });

  it('say first that the assistant waits for the user, and are two at most', () => {
    const waiting = stateWith({ needsUser: true, monitoring: false, assistant: ASSISTANT });
    expect(marksOf(waiting)).toEqual(['needs-user', 'microphone-off']);
    expect(marksOf({ ...waiting, assistant: { ...ASSISTANT, muted: false }, monitoring: true })).toEqual([
      'needs-user',
    ]);
    expect(marksOf({ ...waiting, phase: 'offline' })).toEqual([]);
  });

  it('are told to screen readers', () => {
    expect(spokenMarks(['microphone-off', 'sound-off'], translator('en'))).toBe('Wake word off. Sound off');
    expect(spokenMarks(['needs-user'], translator('en'))).toBe('Waiting for your answer');
    expect(spokenMarks([], translator('en'))).toBe('');
  });
});
