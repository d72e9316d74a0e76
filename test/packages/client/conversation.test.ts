import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../../packages/client/src/assistant.ts';
import type { CommandListener } from '../../../packages/client/src/client.ts';
import { conversation, type Scene } from '../../../packages/client/src/conversation.ts';
import { playConversation } from '../../../packages/client/src/player.ts';
import type { BASIC_COMMANDS } from '../../../packages/client/src/protocol.ts';
import { INITIAL_STATUS, type WireStatus } from '../../../packages/client/src/status.ts';
import type { AssistantPhase } from '../../../src-main/assistants/assistant.ts';
import { phaseOf } from '../../../src-main/assistants/asystent/phase.ts';
import { parseFrame } from '../../../src-main/assistants/asystent/protocol.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** The scenes playing on a fake clock in a client without sockets. */
function play(scenes: readonly Scene[], { loop = false } = {}) {
  const clock = createFakeClock();
  const statuses: WireStatus[] = [];
  let status = INITIAL_STATUS;
  let listener: CommandListener | null = null;
  let ended = 0;
  const client = {
    update(patch: Partial<WireStatus>) {
      status = { ...status, ...patch };
      statuses.push(status);
    },
    status: () => status,
    onCommand(added: CommandListener) {
      listener = added;
      return () => {
        listener = null;
      };
    },
  };
  const stop = playConversation({ client, scenes, clock, loop, onEnd: () => (ended += 1) });
  return {
    clock,
    statuses,
    stop,
    ended: () => ended,
    command(command: (typeof BASIC_COMMANDS)[number]) {
      const assistant = createAssistant(clock, 'pl');
      assistant.carryOut({ command }, { ...client, settings: () => [], setSettings() {} });
      listener?.(command, { command });
    },
  };
}

/** The phases that the statuses stand for, without repetitions. */
function phases(statuses: readonly WireStatus[]): AssistantPhase[] {
  const seen: AssistantPhase[] = [];
  for (const data of statuses) {
    const frame = parseFrame(JSON.stringify({ type: 'status', data }));
    const status = frame?.kind === 'status' ? frame.status : null;
    if (status === null) throw new Error('the client sent something that is no status');
    const phase = phaseOf(status, seen.at(-1) ?? null);
    if (phase !== seen.at(-1)) seen.push(phase);
  }
  return seen;
}

describe.each(['pl', 'en'] as const)('the conversation (%s)', (language) => {
  it('goes through every phase that a client can cause', () => {
    const { clock, statuses, ended } = play(conversation(language, 1));
    clock.advance(120_000);
    const turn = ['listening', 'thinking', 'speaking', 'ready'];
    expect(phases(statuses)).toEqual([
      'ready',
      ...turn,
      ...turn,
      'listening',
      'thinking',
      'error',
      'ready',
      'paused',
      'ready',
    ]);
    expect(ended()).toBe(1);
  });

  it('leaves the last answer in the text while the next question is thought about', () => {
    const { clock, statuses } = play(conversation(language, 1));
    clock.advance(120_000);
    const spoken = [...new Set(statuses.filter((status) => status.is_speaking).map(({ text }) => text))];
    const whileThinking = [
      ...new Set(statuses.filter((status) => status.status === statuses[3]?.status).map(({ text }) => text)),
    ];
    expect(spoken).toHaveLength(2);
    expect(whileThinking).toEqual(['', ...spoken]);
  });

  it('says a notification in two frames at once, beside its last answer', () => {
    const { clock, statuses } = play(conversation(language, 1));
    clock.advance(120_000);
    const [line, held, letGo, quiet] = statuses.slice(statuses.findIndex(({ status }) => status.startsWith('Notific')));
    const answer = statuses.findLast(({ is_speaking }) => is_speaking)?.text;
    expect(line).toMatchObject({ overlay_visible: false, is_speaking: false, text: answer });
    expect(held).toEqual({ ...line, status: 'Overlay Shown', overlay_visible: true });
    expect(letGo).toEqual({ ...line, status: 'Overlay Hidden' });
    expect(quiet).toEqual({ ...line, status: 'Listening...' });
  });

  it('says a notification with its whole text, when it counts its turns', () => {
    const { clock, statuses } = play(conversation(language, 2));
    clock.advance(120_000);
    const notification = statuses.find(({ status }) => status.startsWith('Notification: '));
    expect(notification).toMatchObject({ is_speaking: false, overlay_visible: true });
    expect(notification?.notice).toMatchObject({ kind: 'notification', text: notification?.text });
    expect(statuses.at(-1)?.notice).toBeNull();
    expect(statuses.filter(({ text }) => text === notification?.text)).toHaveLength(3);
  });
});

it('the conversation of version 2 says what was heard and what is done about it, and that of version 1 neither', () => {
  const statuses = ([1, 2] as const).map((protocol) => {
    const { clock, statuses: said } = play(conversation('en', protocol));
    clock.advance(120_000);
    return said;
  });
  const [first = [], second = []] = statuses;
  const thinking = second.filter(({ status }) => status === 'Processing...');
  expect(new Set(thinking.map(({ heard }) => heard)).size).toBe(2);
  expect(new Set(thinking.map(({ activity }) => activity)).size).toBe(2);
  for (const name of ['heard', 'activity', 'notice']) expect(first.at(-1)).not.toHaveProperty(name);
});

describe('the player', () => {
  const SPEAK: Scene = [
    { patch: { status: 'mówię', is_speaking: true }, durationMs: 5_000 },
    { patch: { status: 'after the speech', is_speaking: false }, durationMs: 5_000 },
  ];
  const NEXT: Scene = [{ patch: { status: 'next' }, durationMs: 1_000 }];
  const MONITORING: Scene = [{ patch: { monitoring: true }, durationMs: 0 }];
  const names = (statuses: readonly WireStatus[]) => statuses.map(({ status }) => status);

  it('holds each step for its duration', () => {
    const { clock, statuses } = play([NEXT, SPEAK]);
    expect(names(statuses)).toEqual(['next']);
    clock.advance(999);
    expect(names(statuses)).toEqual(['next']);
    clock.advance(1);
    expect(names(statuses)).toEqual(['next', 'mówię']);
  });

  it('goes to the next scene when the speech is stopped', () => {
    const { clock, statuses, command } = play([MONITORING, SPEAK, NEXT]);
    clock.advance(1_000);
    command('stop_tts');
    clock.advance(2_000);
    expect(names(statuses).slice(1)).toEqual(['mówię', 'Ready', 'next']);
  });

  it('takes no notice of a stop when nothing is being spoken', () => {
    const { clock, statuses, command } = play([MONITORING, NEXT, SPEAK]);
    clock.advance(500);
    command('stop_tts');
    clock.advance(500);
    expect(names(statuses).at(-1)).toBe('mówię');
  });

  it('waits while monitoring is off, and goes on when it is on again', () => {
    const { clock, statuses, command } = play([MONITORING, SPEAK, NEXT]);
    clock.advance(1_000);
    command('toggle_monitoring');
    clock.advance(600_000);
    expect(names(statuses).at(-1)).toBe('Monitoring Stopped');
    expect(clock.pending()).toBe(0);
    command('toggle_monitoring');
    clock.advance(2_000);
    expect(names(statuses).slice(-2)).toEqual(['Ready', 'next']);
  });

  it('starts again after the last scene with `loop`', () => {
    const { clock, statuses, ended } = play([NEXT], { loop: true });
    clock.advance(10_000);
    expect(statuses).toHaveLength(11);
    expect(ended()).toBe(0);
  });

  it('leaves no timer behind when stopped', () => {
    const { clock, stop, command } = play([SPEAK], { loop: true });
    stop();
    command('stop_tts');
    expect(clock.pending()).toBe(0);
  });
});
