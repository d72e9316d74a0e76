import { describe, expect, it } from 'vitest';
import { answerTopic, clientTopics, parseBrokerAddress } from '../../../packages/client/src/broker-address.ts';
import { topicsOf } from '../../../src-main/assistants/mqtt/wire.ts';
import { parseAddress } from '../../../src-shared/assistant-address.ts';

describe('the address of a broker', () => {
  it.each([
    ['mqtt://127.0.0.1/asystent/kitchen', 'mqtt://127.0.0.1:1883', 'asystent/kitchen'],
    ['mqtts://broker.example.org/a/b/c', 'mqtts://broker.example.org:8883', 'a/b/c'],
    ['MQTT://[::1]:18830/asystent/kitchen', 'mqtt://[::1]:18830', 'asystent/kitchen'],
    ['mqtt://192.168.1.5:80/asystent/kitchen', 'mqtt://192.168.1.5:80', 'asystent/kitchen'],
  ])('%s is read as overlays read it', (text, server, topic) => {
    expect(parseBrokerAddress(text)).toEqual({ server, topic });
    expect(parseAddress(text)).toMatchObject({ kind: 'mqtt', topic, port: Number(/\d+$/.exec(server)?.[0]) });
  });

  it.each([
    'http://127.0.0.1/asystent/kitchen',
    'mqtt://',
    'mqtt://127.0.0.1',
    'mqtt://127.0.0.1/kitchen',
    'mqtt://127.0.0.1/asystent/+',
    'mqtt://127.0.0.1/asystent/kitchen/',
    'mqtt://127.0.0.1/asystent/kitchen?x',
    'mqtt://me:secret@127.0.0.1/asystent/kitchen',
  ])('%s is none, and the message holds no login', (text) => {
    expect(() => parseBrokerAddress(text)).toThrow(RangeError);
    expect(() => parseBrokerAddress(text)).not.toThrow(/secret/);
  });
});

it('the topics are those that overlays use', () => {
  const { status, hello, state, command, ack } = topicsOf('asystent/kitchen', 'desk');
  expect(clientTopics('asystent/kitchen')).toMatchObject({ status, hello, state, command });
  expect(answerTopic('asystent/kitchen', null, 'desk')).toBe(ack);
  expect(answerTopic('asystent/kitchen', ack, undefined)).toBe(ack);
});

it.each([
  ['its own status', 'asystent/kitchen/status', undefined],
  ['its state', 'asystent/kitchen/state', 3],
  ['a topic of another base', 'other/overlay/desk/ack', undefined],
  ['more levels', 'asystent/overlay/a/b/ack', undefined],
  ['a wildcard', 'asystent/overlay/+/ack', '#'],
  ['no id', 'asystent/overlay//ack', ''],
])('a command can not have the client answer to %s', (_what, asked, overlay) => {
  expect(answerTopic('asystent/kitchen', asked, overlay)).toBe(null);
});
