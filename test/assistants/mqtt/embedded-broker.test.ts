import { expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { startEmbeddedBroker } from '../../lab/embedded-broker.ts';
import { until } from '../../lab/until.ts';
import { BASE, follow } from './on-broker.ts';

it('a broker that knows 3.1.1 alone carries state, commands and the will [REL-MQTT-OLD]', async () => {
  const { port, stop } = await startEmbeddedBroker();
  onTestFinished(stop);
  const kitchen = createReferenceClient({
    ...{ protocol: 2, language: 'en', name: 'Kitchen', listens: false },
    mqtt: { url: `mqtt://127.0.0.1:${port}/${BASE}` },
  });
  onTestFinished(() => kitchen.stop());
  kitchen.update({ monitoring: true, status: 'Ready' });
  await kitchen.start();
  const { assistant, events, phases, trace } = follow(port);
  await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
  expect(phases()).toEqual(['ready']);
  // The first one was of version 5.
  expect(trace.filter(({ kind }) => kind === 'attempt')).toHaveLength(2);
  const sent = assistant.send({ command: 'set_monitoring', args: { on: false } });
  await until('an ack', () => events.some(({ kind }) => kind === 'ack'));
  expect(events).toContainEqual({ kind: 'ack', ack: { id: sent.sent ? sent.id : '', rejection: null } });
  await until('the change', () => phases().at(-1) === 'paused');
  await kitchen.stop();
  await until('nobody there', () => events.at(-1)?.kind === 'unreachable');
});
