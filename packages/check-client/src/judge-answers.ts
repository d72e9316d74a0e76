/** Points about the frames that a client tolerates, and about its answers. Pure. */

import { isObject } from './json.ts';
import { HELLO_TOLERATED_MS, type Observations, type Probe, type TriedCommand } from './observations.ts';
import { notTried, type Point, type PointId, right, warning, wrong } from './point.ts';
import { schemaFaults } from './wire-schema.ts';
import { commandsIn } from './wire-status.ts';

const NO_OVERLAY = 'no overlay got so far';
const HELLO = 'hello';

export function judgeAnswers(seen: Observations): readonly Point[] {
  return [
    judgePing(seen),
    judgeTolerated(
      ...(['unknown-frames', seen.unknownFrame, 'a frame of an unknown type', wrong] as const),
      'Ignore frames whose type you do not know, and keep the socket open: newer overlays may send some.',
    ),
    judgeTolerated(
      ...(['not-json', seen.noJson, 'text that is no JSON object', warning] as const),
      'Catch the error of your JSON parser, and ignore anything but an object. Overlays never send such text.',
    ),
    judgeHello(seen),
    judgeUnknownCommand(seen),
    ...judgeCommands(seen),
  ];
}

/** The code with which the client closed the socket; null if it stayed open. */
function closeCode(probe: Probe | null): number | null {
  return probe?.record.closed?.code ?? null;
}

function judgePing({ pinged }: Observations): Point {
  if (pinged === null) return notTried('ping', NO_OVERLAY);
  if (pinged) return right('ping', 'answered');
  const advice =
    'Answer pings, as a WebSocket library does by itself: after 5 s without a pong, an overlay closes the socket.';
  return wrong('ping', 'not answered within 5 s', advice);
}

/** @param sent to the client, for people. */
function judgeTolerated(
  id: PointId,
  probe: Probe | null,
  sent: string,
  fault: typeof wrong | typeof warning,
  advice: string,
): Point {
  if (probe === null) return notTried(id, NO_OVERLAY);
  const code = closeCode(probe);
  return code === null ? right(id, 'ignored') : fault(id, `it closed the socket (${code}) over ${sent}`, advice);
}

function judgeHello({ hello, unknownFrame }: Observations): Point {
  if (hello === null) return notTried(HELLO, NO_OVERLAY);
  const answers = hello.record.frames.filter((frame) => frame.type === 'hello');
  const [answer] = answers;
  if (answer === undefined) {
    const code =
      hello.record.closed !== null && hello.record.closed.atMs < hello.sentMs + HELLO_TOLERATED_MS
        ? closeCode(hello)
        : null;
    if (code === null) return right(HELLO, 'ignored: a client of version 1');
    if (closeCode(unknownFrame) !== null)
      return notTried(HELLO, 'it is a frame of an unknown type to a client of version 1');
    const advice =
      'Ignore hello, or answer it with your own. The overlay connects again without it, but that takes a moment.';
    return wrong(HELLO, `it closed the socket (${code})`, advice);
  }
  const faults = schemaFaults(answer.json, 'clientHello');
  if (faults.length > 0) {
    const advice = 'An overlay ignores the parts of a hello that it cannot read.';
    return wrong(HELLO, faults.join('; '), advice);
  }
  return right(HELLO, `version 2: ${commandsIn(answer.json).join(', ') || 'no commands'}`);
}

function judgeUnknownCommand({ hello, unknownCommand }: Observations): Point {
  const id = 'unknown-command';
  if (unknownCommand === null) return notTried(id, hello === null ? NO_OVERLAY : 'the socket was closed before');
  const { record, id: commandId } = unknownCommand;
  const code = closeCode(unknownCommand);
  if (code !== null) {
    const advice =
      'Ignore commands that you do not know; in version 2 answer them with ok false and the code unsupported.';
    return wrong(id, `it closed the socket (${code})`, advice);
  }
  if (commandId === null) return right(id, 'ignored');
  const ack = record.frames.find((frame) => frame.type === 'ack');
  const advice = 'Answer with {"type":"ack","id":<the same>,"ok":false,"error":{"code":"unsupported","message":""}}.';
  if (ack === undefined) return wrong(id, 'no ack within 3 s', advice);
  const value = ack.json;
  const fault = ackFault(value, commandId);
  if (fault !== null) return wrong(id, fault, advice);
  const error = isObject(value) && isObject(value['error']) ? value['error']['code'] : null;
  return error === 'unsupported'
    ? right(id, 'refused as unsupported')
    : wrong(
        id,
        error === null ? 'the ack says that it was carried out' : `refused as ${error}, not as unsupported`,
        advice,
      );
}

/** Return the fault in the form of an ack; null if it has none. */
function ackFault(value: unknown, id: string): string | null {
  const faults = schemaFaults(value, 'ack');
  if (faults.length > 0) return faults.join('; ');
  const given = isObject(value) ? value['id'] : undefined;
  return given === id ? null : `the ack has the id ${JSON.stringify(given)} instead of "${id}"`;
}

function judgeCommands({ commands, first }: Observations): readonly Point[] {
  const point = 'commands';
  if (commands === null) {
    return [notTried(point, first === null ? NO_OVERLAY : 'they act on the assistant; --commands tries them')];
  }
  if (commands.length === 0)
    return [
      notTried(point, 'the status does not say monitoring, or neither set_monitoring nor toggle_monitoring is offered'),
    ];
  const faulty = commands.map(judgeCommand).find((fault) => fault !== null);
  if (faulty !== undefined) return [faulty];
  return [right(point, [...new Set(commands.map(({ command }) => command))].join(', '))];

  function judgeCommand({ command, id, tookEffect, ack, closeCode: code }: TriedCommand): Point | null {
    if (code !== null) {
      const advice = 'Catch exceptions in your command handler, so that none closes the socket.';
      return wrong(point, `${command}: the socket was closed (${code})`, advice);
    }
    if (id !== null && ack === null) {
      return wrong(point, `${command}: no ack within 3 s`, `Answer with {"type":"ack","id":"${id}","ok":true}.`);
    }
    const value = ack === null ? null : JSON.parse(ack);
    const fault = id === null ? null : ackFault(value, id);
    if (fault !== null) return wrong(point, `${command}: ${fault}`, 'An ack needs the id of its command, and ok.');
    if (isObject(value) && value['ok'] === false) {
      const advice = 'It is listed in your hello: carry it out, or leave it out of the list.';
      return wrong(point, `${command}: refused, though it is offered`, advice);
    }
    if (tookEffect !== false) return null;
    const advice =
      'Switch the wake word on or off, and send every overlay the status with the new value of monitoring.';
    // A client of version 1 lists no commands, and may carry out none: the buttons then do nothing.
    const hasNone = id === null && commands?.every((tried) => tried.tookEffect === false);
    return (hasNone ? warning : wrong)(point, `${command}: no status showed a change within 3 s`, advice);
  }
}
