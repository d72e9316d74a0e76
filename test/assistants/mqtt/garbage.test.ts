import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import { mqttReducer } from '../../../src-main/assistants/mqtt/reduce.ts';
import { deliveryFrame, readDelivery, topicsOf } from '../../../src-main/assistants/mqtt/wire.ts';

const topics = topicsOf('asystent/kitchen', 'o1');
const { initial, reduce } = mqttReducer({ protocol: CARRIED_MESSAGES, session: 's', overlayId: 'o1' });

const payloads = fc.oneof(
  fc.constantFrom('online', 'offline', '{"phase":"ready"}', '{"phase":"speaking","text":"Yes.","turn":1}'),
  fc.constantFrom('{"protocol":2,"commands":["stop_tts"]}', '{"id":"s-1","ok":true}', ''),
  fc.json(),
  fc.string(),
);
const publishes = fc.record({
  kind: fc.constant('publish' as const),
  topic: fc.constantFrom(...Object.values(topics), 'asystent/attic/status'),
  payload: payloads,
  isRetained: fc.boolean(),
  correlation: fc.option(fc.string()),
});
/** An assistant's messages, in any order. */
const proper = fc.record({
  kind: fc.constant('publish' as const),
  topic: fc.constantFrom(topics.status, topics.state),
  payload: fc.constantFrom('online', 'offline', '{"phase":"ready"}', '{"phase":"speaking","text":"Yes.","turn":1}'),
  isRetained: fc.boolean(),
  correlation: fc.constant(null),
});
const subscribed = fc.constant({ kind: 'subscribed' as const });
const deliveries = fc.array(fc.oneof(publishes, proper, subscribed), { maxLength: 40 });

it('whatever is delivered, in any order, no report is told of a client that is gone [REL-MQTT-NOISE]', () => {
  fc.assert(
    fc.property(deliveries, (all) => {
      let memory = initial;
      let isGone = false;
      for (const [nowMs, delivery] of all.entries()) {
        const message = readDelivery(topics, deliveryFrame(delivery));
        if (message === null) continue;
        if (message.kind === 'state') isGone = !message.isOnline;
        const step = reduce(memory, { kind: 'message', message }, nowMs);
        const told = step.events.map(({ kind }) => kind);
        if (isGone) expect(told).not.toContain('report');
        // That it is gone is told once.
        if (told.includes('unreachable')) expect(memory.isToldGone).toBe(false);
        memory = step.memory;
      }
    }),
    { numRuns: 500 },
  );
});
