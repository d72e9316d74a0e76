import { describe, expect, it, test } from 'vitest';
import type { AssistantPhase } from '../../../src-main/assistants/assistant.ts';
import { phaseOf } from '../../../src-main/assistants/asystent/phase.ts';
import { status } from '../../overlay/events.ts';

const phase = (changes: Parameters<typeof status>[0], previous: AssistantPhase | null = 'ready') =>
  phaseOf(status(changes), previous);

describe('the phase of a status', () => {
  it('is speaking whenever the client says that it speaks, whatever the words are', () => {
    expect(phase({ status: 'Error', isSpeaking: true, isListening: true, monitoring: false })).toBe('speaking');
  });

  test.each(['Error', 'Wystąpił błąd…', 'BŁĄD', 'Request failed', 'error: no network'])(
    'is error for "%s"',
    (words) => {
      expect(phase({ status: words, isListening: true, wakeWordDetected: true })).toBe('error');
    },
  );

  test.each(['myślę', 'Przetwarzam zapytanie...', 'Processing...', 'Thinking', 'MYŚLĘ'])(
    'is thinking for "%s" although the client still listens',
    (words) => {
      expect(phase({ status: words, isListening: true, wakeWordDetected: true })).toBe('thinking');
    },
  );

  test.each(['mówię', 'Odpowiadam...', 'Speaking'])('is speaking for "%s" after a wake word', (words) => {
    expect(phase({ status: words, wakeWordDetected: true })).toBe('speaking');
    expect(phase({ status: words })).toBe('ready');
  });

  it('is listening when the client listens or heard the wake word', () => {
    expect(phase({ status: 'Listening...', isListening: true })).toBe('listening');
    expect(phase({ status: 'słucham', wakeWordDetected: true })).toBe('listening');
    expect(phase({ status: '', wakeWordDetected: true })).toBe('listening');
  });

  it('takes flags left up beside "Ready" as left up', () => {
    expect(phase({ status: 'Ready - Briefing skipped', isListening: true, wakeWordDetected: true })).toBe('ready');
  });

  test.each(['Overlay Shown', 'Overlay Hidden', 'overlay shown'])(
    'stays what it was for "%s" with flags up',
    (words) => {
      expect(phase({ status: words, wakeWordDetected: true }, 'thinking')).toBe('thinking');
      expect(phase({ status: words, isListening: true }, 'listening')).toBe('listening');
    },
  );

  it('is calm for a status without information when nothing was before', () => {
    expect(phase({ status: 'Overlay Shown', wakeWordDetected: true }, null)).toBe('ready');
    expect(phase({ status: 'Overlay Shown', wakeWordDetected: true, monitoring: false }, null)).toBe('paused');
  });

  it.each(['thinking', 'error'] as const)(
    'stays %s for a status without information while the overlay is up',
    (was) => {
      expect(phase({ status: 'Overlay Shown', overlayVisible: true }, was)).toBe(was);
      expect(phase({ status: 'Overlay Hidden' }, was)).toBe('ready');
    },
  );

  it('stays what it was for a notice in the middle of a turn', () => {
    const flags = { isListening: true, wakeWordDetected: true };
    expect(phase({ ...flags, status: 'Notification: Room 12...' }, 'thinking')).toBe('thinking');
    expect(phase({ ...flags, status: 'Notification: Room 12...' })).toBe('ready');
  });

  it('ends with the flags for a status without information', () => {
    expect(phase({ status: 'Overlay Hidden' }, 'speaking')).toBe('ready');
  });

  it('is paused without monitoring, and ready when the client does not say', () => {
    expect(phase({ status: 'Monitoring Stopped', monitoring: false })).toBe('paused');
    expect(phase({ status: 'Ready', monitoring: null })).toBe('ready');
    expect(phase({ status: 'Ready', monitoring: true })).toBe('ready');
  });

  test.each([
    'Notification: backup failed...',
    'Summary: error budget',
    'Day Summary: Processing plant\nvisited, speaking of it',
  ])('does not look for words in the content of "%s"', (words) => {
    expect(phase({ status: words })).toBe('ready');
  });
});
