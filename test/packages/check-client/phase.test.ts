import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { announcesSpeech, phasesOf } from '../../../packages/check-client/src/phase.ts';
import {
  type Phase,
  statusInBody,
  statusInFrame,
  type WireStatus,
} from '../../../packages/check-client/src/wire-status.ts';
import { STATUS } from './hand-made-client.ts';

const FOLDER = join(import.meta.dirname, '../../recordings');

/** Lines of a recording with the phase that they stand for. The overlay's own reading is held to the same recordings. */
function recorded(name: string): readonly { readonly status: WireStatus; readonly phase: Phase }[] {
  const lines = readFileSync(join(FOLDER, name), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line))
    .flatMap(({ frame, http, phase }) => {
      const status = frame === undefined ? statusInBody(json(http)) : statusInFrame(json(frame));
      return status === null || phase === undefined ? [] : [{ status, phase }];
    });
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

const NAMES = readdirSync(FOLDER).filter((name) => recorded(name).length > 0);

it('knows the phases of several recordings', () => {
  expect(NAMES.length).toBeGreaterThan(5);
});

it.each(NAMES)('reads %s as the overlay does', (name) => {
  const lines = recorded(name);
  expect(phasesOf(lines.map(({ status }) => status)).map(({ phase }) => phase)).toEqual(
    lines.map(({ phase }) => phase),
  );
});

describe('a turn', () => {
  const phases = (...changes: readonly Partial<WireStatus>[]) => {
    const initial = statusInFrame({ type: 'status', data: STATUS });
    if (initial === null) throw new Error('no status');
    return phasesOf(changes.map((change) => ({ ...initial, ...change }))).map(({ phase }) => phase);
  };
  const turn = { is_listening: true, wake_word_detected: true };

  it('that was announced and not spoken is over, until the wake word is heard again', () => {
    const over = { status: 'słucham', is_listening: true };
    const steps = [{ ...turn, status: 'mówię' }, over, over, { ...turn, status: 'słucham' }];
    expect(phases(...steps)).toEqual(['speaking', 'ready', 'ready', 'listening']);
  });

  it('that failed is over with the next notice, though its flags are left up', () => {
    const notice = { ...turn, status: 'Notification: x', overlay_visible: true };
    expect(phases({ ...turn, status: 'Error' }, notice)).toEqual(['error', 'ready']);
  });

  it('goes on thinking after a notice', () => {
    const notice = { ...turn, status: 'Notification: x', overlay_visible: true };
    const steps = [{ ...turn, status: 'myślę' }, notice, { ...turn, status: 'słucham' }];
    expect(phases(...steps)).toEqual(['thinking', 'thinking', 'thinking']);
  });

  it('whose phase is exact needs no words, and those that come without one go on from it', () => {
    const steps = [
      { phase: 'thinking', status: 'Error' },
      { ...turn, status: 'Overlay Shown' },
      { phase: 'ready', is_speaking: true, status: 'mówię' },
    ] as const;
    expect(phases(...steps)).toEqual(['thinking', 'thinking', 'ready']);
  });

  it('that was over stays over after a notice', () => {
    const notice = { ...turn, status: 'Notification: x', overlay_visible: true };
    const steps = [{ ...turn, status: 'Ready' }, notice, { ...turn, status: 'słucham' }, { status: 'Ready' }];
    expect(phases(...steps)).toEqual(['ready', 'ready', 'ready', 'ready']);
  });
});

it.each([
  ['mówię', true],
  ['Speaking...', true],
  ['Error while speaking', false],
  ['Notification: speaking', false],
])('"%s" announces speech: %s', (line, announces) => {
  const status = statusInFrame({ type: 'status', data: { ...STATUS, status: line } });
  expect(status && announcesSpeech(status)).toBe(announces);
});
