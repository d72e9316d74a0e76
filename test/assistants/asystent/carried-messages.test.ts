import { expect, it } from 'vitest';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';

const { initial, status, absent, offer, ack, command } = CARRIED_MESSAGES;

it('a status has no envelope, and no level', () => {
  const read = status(initial, '{"phase":"listening","heard":"what time","level":0.5}', 7);
  expect(read?.report).toMatchObject({ phase: 'listening', heard: 'what time', level: null, changedAtMs: 7 });
});

it('turns go on counting after an absence, and their answers do not come back', () => {
  const before = status(initial, '{"phase":"speaking","text":"Old.","turn":1}', 0);
  const after = status(absent(before?.memory ?? initial), '{"phase":"speaking","text":"New.","turn":2}', 0);
  const [old, fresh] = [before?.report.answer, after?.report.answer];
  expect(fresh?.text).toBe('New.');
  expect(fresh?.turn).toBeGreaterThan(old?.turn ?? Number.POSITIVE_INFINITY);
});

it('a hello offers no toggle', () => {
  const hello = (...commands: readonly string[]) => offer(JSON.stringify({ protocol: 2, commands }));
  expect(hello('set_monitoring', 'stop_tts')?.commands).toEqual(['set_monitoring', 'stop_tts']);
  expect(hello('toggle_monitoring', 'stop_tts')?.commands).toEqual(['stop_tts']);
});

it('an ack needs no type', () => {
  expect(ack('{"id":"7","ok":true}')).toEqual({ id: '7', rejection: null });
  expect(ack('{"type":"status","id":"7","ok":false}')).toEqual({ id: '7', rejection: { code: 'failed', message: '' } });
});

it('a command has its arguments by their names on the wire', () => {
  expect(command({ command: 'stop_tts' })).toEqual({ command: 'stop_tts' });
  expect(command({ command: 'set_monitoring', args: { on: false } })).toEqual({
    command: 'set_monitoring',
    args: { on: false },
  });
});

it.each(['', '7', 'null', '[]', '{"id":7}', 'offline'])('%j is none of them', (raw) => {
  expect([status(initial, raw, 0) === null || raw.startsWith('{'), offer(raw), ack(raw)]).toEqual([true, null, null]);
});
