import { describe, expect, it } from 'vitest';
import { INITIAL_STATUS, patched, version1Status, type WireStatus } from '../../../packages/client/src/status.ts';
import { phaseOf } from '../../../src-main/assistants/asystent/phase.ts';
import { parseFrame } from '../../../src-main/assistants/asystent/protocol.ts';

const AT_REST: WireStatus = { ...INITIAL_STATUS, status: 'Ready', monitoring: true, turn: 4 };

/** The phase that an overlay guesses from the words and flags alone. */
function guessed(status: WireStatus): string | null {
  const frame = parseFrame(JSON.stringify({ type: 'status', data: version1Status(status) }));
  return frame?.kind === 'status' ? phaseOf(frame.status, null) : null;
}

describe('a phase', () => {
  it.each(['ready', 'paused', 'listening', 'thinking', 'speaking', 'error'] as const)(
    'is the same for overlays that have to guess: %s',
    (phase) => {
      const status = patched(AT_REST, { phase });
      expect(status.phase).toBe(phase);
      expect(guessed(status)).toBe(phase);
    },
  );

  it('leaves the words and flags of its patch as they are', () => {
    expect(patched(AT_REST, { phase: 'error', status: 'No network' })).toMatchObject({ status: 'No network' });
  });

  it('stays while only words or texts change, and ends with flags that come without one', () => {
    const thinking = patched(AT_REST, { phase: 'thinking' });
    expect(patched(thinking, { status: 'Almost there', activity: 'Searching' }).phase).toBe('thinking');
    expect(patched(thinking, { is_speaking: true })).not.toHaveProperty('phase');
  });

  it('that takes the user’s answer ends the wait for it', () => {
    const asking = patched(patched(AT_REST, { phase: 'speaking' }), { needs_user: true });
    expect(patched(asking, { phase: 'ready' }).needs_user).toBe(true);
    expect(patched(asking, { phase: 'listening' }).needs_user).toBe(false);
    expect(patched(asking, { phase: 'thinking' }).needs_user).toBe(false);
    expect(patched(asking, { phase: 'thinking', needs_user: true }).needs_user).toBe(true);
  });

  it('other than thinking ends the activity', () => {
    const busy = patched(AT_REST, { phase: 'thinking', activity: 'Searching' });
    expect(patched(busy, { phase: 'speaking' }).activity).toBe('');
    expect(patched(busy, { phase: 'thinking' }).activity).toBe('Searching');
  });
});

describe('a new turn', () => {
  const answered = patched(patched(AT_REST, { phase: 'listening' }), {
    ...{ phase: 'ready', heard: 'What time is it?', text: 'Seven.', spoken: 6, activity: '' },
  });

  it('begins with a phase, and clears what belonged to the last one', () => {
    expect(answered).toMatchObject({ turn: 5, text: 'Seven.', heard: 'What time is it?' });
    const asked = patched(answered, { phase: 'listening' });
    expect(asked).toMatchObject({ turn: 6, text: '', heard: '', spoken: null, activity: '' });
  });

  it('keeps what comes with it', () => {
    const asked = patched(answered, { phase: 'thinking', heard: 'And in Tokyo?' });
    expect(asked).toMatchObject({ turn: 6, text: '', heard: 'And in Tokyo?' });
  });

  it('that the assistant counts itself clears the same', () => {
    expect(patched(answered, { turn: 9, text: '' })).toMatchObject({ turn: 9, heard: '', spoken: null });
    expect(patched(answered, { turn: 5, spoken: 2 })).toMatchObject({ turn: 5, heard: 'What time is it?', spoken: 2 });
  });

  it('adds no field to a status that never had it', () => {
    expect(Object.keys(patched(AT_REST, { is_listening: true }))).toEqual(Object.keys(AT_REST));
  });
});

it('version 1 has none of the later fields', () => {
  const status = patched(AT_REST, {
    ...{ phase: 'speaking', heard: 'x', level: 0.1, spoken: 1, activity: 'x', needs_user: true },
    notice: { kind: 'summary', title: '', text: '' },
  } as const);
  expect(Object.keys(version1Status(status)).toSorted()).toEqual(Object.keys(AT_REST).toSorted());
});
