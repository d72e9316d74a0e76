import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { RecordedFrame } from '../../lab/home-assistant/recording-proxy.ts';
import { type Bench, startBench } from './bench.ts';

const FILE = join(import.meta.dirname, 'recorded-session.jsonl');
/** A 2026.2.3, which pushes the log of a conversation from its second turn on. */
const CHAT_LOG_FILE = join(import.meta.dirname, 'recorded-chat-log.jsonl');
const Recorded = v.object({ atMs: v.number(), direction: v.picklist(['in', 'out']), frame: v.unknown() });
const Request = v.looseObject({ type: v.string() });
const Typed = v.object({ input: v.object({ text: v.string() }) });
const Service = v.object({ service: v.picklist(['turn_on', 'turn_off']) });

/** The connections of a real Home Assistant 2025.4.4, as `npm run real` wrote them down: an administrator's, and a guest's. */
function readConnections(file: string): readonly (readonly RecordedFrame[])[] {
  const frames = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => v.parse(Recorded, JSON.parse(line)));
  const connections: RecordedFrame[][] = [];
  for (const frame of frames) {
    if (v.is(Request, frame.frame) && frame.frame.type === 'auth_required') connections.push([]);
    connections.at(-1)?.push(frame);
  }
  return connections;
}

/** Return the command that a request was sent for; null: the adapter asked by itself. */
function commandOf(frame: unknown): CommandRequest | null {
  if (!v.is(Request, frame)) return null;
  if (frame.type === 'assist_pipeline/run' && v.is(Typed, frame)) {
    return { command: 'send_text', args: { text: frame.input.text } };
  }
  if (frame.type === 'call_service' && v.is(Service, frame)) {
    return { command: 'set_monitoring', args: { on: frame.service === 'turn_off' } };
  }
  return null;
}

/** Play a connection to the adapter, at the times of the recording. */
function replay(frames: readonly RecordedFrame[]): Bench {
  const bench = startBench('assist_satellite.lab_satellite');
  bench.socket().onOpen();
  const startMs = frames[0]?.atMs ?? 0;
  for (const { atMs, direction, frame } of frames) {
    bench.clock.advance(Math.max(0, atMs - startMs - bench.clock.nowMs()));
    if (direction === 'in') bench.say(frame);
    const command = direction === 'out' ? commandOf(frame) : null;
    if (command !== null) expect(bench.hass.send(command)).toMatchObject({ sent: true });
  }
  return bench;
}

/** The user's view: phase, heard, and the answer with whether it grows. */
function story(bench: Bench): readonly string[] {
  const lines = bench
    .reports()
    .map(({ phase, heard, answer, voice, cause }) =>
      [
        phase,
        heard ?? '-',
        answer === null ? '-' : `${answer.text}${answer.isGrowing ? ' …' : ''}`,
        voice,
        cause ?? '-',
      ].join(' | '),
    );
  return lines.filter((line, index) => line !== lines[index - 1]);
}

const [admin = [], guest = []] = readConnections(FILE);
const ANSWER = 'It is twenty past eight, and outside it is nine degrees. Tonight it stays dry.';

describe('the recorded turns of a real satellite', () => {
  const told = story(replay(admin));

  it('are told in order, with the words of the user and the growing answer', () => {
    const [question, rest] = [
      told.slice(
        0,
        told.findIndex((line) => line.includes('and tomorrow?')),
      ),
      told,
    ];
    expect(question[0]).toBe('ready | - | - | off | -');
    expect(question[1]).toBe('listening | - | - | off | -');
    expect(question).toContain('thinking | what is the weather like | - | off | -');
    expect(question.filter((line) => line.endsWith('… | off | -')).length).toBeGreaterThan(0);
    expect(question).toContain(`speaking | what is the weather like | ${ANSWER} | on | -`);
    expect(question.at(-1)).toBe(`ready | what is the weather like | ${ANSWER} | off | -`);
    expect(rest).toContain('thinking | and tomorrow? | It is twenty … | missing | -');
    expect(rest).toContain(`ready | and tomorrow? | ${ANSWER} | missing | -`);
    expect(rest.filter((line) => line.startsWith('paused'))).toHaveLength(1);
    expect(rest).toContain('error | fail | - | off | Unexpected error during intent recognition');
  });

  it('are followed with the requests of the recording, and no others', () => {
    const bench = replay(admin);
    const requests = admin.flatMap(({ direction, frame }) =>
      direction === 'out' && v.is(Request, frame) && frame.type !== 'auth' ? [frame.type] : [],
    );
    const sent = bench.sent().map(({ type }) => type);
    expect(sent.filter((type) => type !== 'auth')).toEqual(requests);
  });

  it('have phases alone for a guest', () => {
    const bench = replay(guest);
    expect(bench.phases()).toEqual(['ready', 'listening', 'thinking', 'speaking', 'ready']);
    expect(bench.reports().every(({ heard, answer }) => heard === null && answer === null)).toBe(true);
  });
});

it('the log of a conversation brings the answer before its speech, and never the one of the turn before', () => {
  const [conversation = []] = readConnections(CHAT_LOG_FILE);
  const bench = replay(conversation);
  const told = story(bench);
  const second = told.filter((line) => line.includes('| and in the evening |'));
  expect(second).toEqual([
    'thinking | and in the evening | - | off | -',
    `thinking | and in the evening | ${ANSWER} … | off | -`,
    `speaking | and in the evening | ${ANSWER} … | on | -`,
    `speaking | and in the evening | ${ANSWER} | on | -`,
    `ready | and in the evening | ${ANSWER} | off | -`,
  ]);
  // Both turns have the same answer. The agent thinks for 1.5 s at least.
  const [asked, answered] = bench.reports().filter(({ heard }) => heard === 'and in the evening');
  expect((answered?.changedAtMs ?? 0) - (asked?.changedAtMs ?? 0)).toBeGreaterThan(1_500);
});

it.each([FILE, CHAT_LOG_FILE])('the recording %s has no secrets', (file) => {
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10}/);
  expect([...text.matchAll(/"(?:access_token|token|url)":"([^"]*)"/g)].every(([, value]) => value === 'removed')).toBe(
    true,
  );
});
