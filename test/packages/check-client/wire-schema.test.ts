import { expect, it } from 'vitest';
import { missingFields, schemaFaults } from '../../../packages/check-client/src/wire-schema.ts';
import { HELLO, STATUS } from './hand-made-client.ts';

const hello = (differences: object) => ({ ...HELLO, data: { ...HELLO.data, ...differences } });
const NUMBER = { key: 'rate', label: 'Rate', type: 'number', min: 0, max: 1, step: 0.1, value: 0.5 };
const SWITCH = { key: 'sounds', label: { pl: 'Dźwięki', en: 'Sounds' }, type: 'boolean', value: true };

it.each<[string, unknown, string, readonly string[]]>([
  ['nothing', { type: 'status', data: STATUS }, 'statusFrame', []],
  ['nothing in a status without fields', { type: 'status', data: {} }, 'statusFrame', []],
  ['missing data', { type: 'status' }, 'statusFrame', ['data is missing']],
  [
    'a type',
    { type: 'status', data: { ...STATUS, is_speaking: 1 } },
    'statusFrame',
    ['data.is_speaking must be boolean, and is 1'],
  ],
  [
    'a range',
    { type: 'status', data: { ...STATUS, volume: 60 } },
    'statusFrame',
    ['data.volume must be <= 1, and is 60'],
  ],
  [
    'one of several values',
    { type: 'status', data: { ...STATUS, action: 'dance' } },
    'statusFrame',
    ['data.action must be "open_settings" or "toggle_visibility" or "quit" or null, and is "dance"'],
  ],
  ['a fixed value', hello({ protocol: 3 }), 'clientHello', ['data.protocol must be 2, and is 3']],
  ['a field too many', hello({ colour: 'red' }), 'clientHello', ['data.colour is not known']],
  [
    'a setting of a list, by its own form',
    hello({ settings: [SWITCH, { ...NUMBER, max: '1' }] }),
    'clientHello',
    ['data.settings.1.max must be number, and is "1"'],
  ],
  ['an ack without its reason', { type: 'ack', id: '1', ok: false }, 'ack', ['error is missing']],
  ['no object at all', 'Ready', 'statusFrame', ['it must be object, and is "Ready"']],
  [
    'a long value, shortened',
    { type: 'status', data: { ...STATUS, is_speaking: 'x'.repeat(99) } },
    'statusFrame',
    [`data.is_speaking must be boolean, and is "${'x'.repeat(39)}…`],
  ],
])('names %s', (_, value, definition, faults) => {
  expect(schemaFaults(value, definition).slice(0, Math.max(1, faults.length))).toEqual(faults);
});

it('names the fields that are missing somewhere, in the order of the schema', () => {
  expect(missingFields([STATUS], ['status'])).toEqual([]);
  expect(missingFields([STATUS], ['status', 'pollBody'])).toEqual(['tts_playing', 'last_tts']);
  const { text: _text, ...withoutText } = STATUS;
  expect(missingFields([STATUS, { ...withoutText, monitoring: undefined }], ['status'])).toEqual([
    'text',
    'monitoring',
  ]);
  expect(missingFields([null], ['status'])).toContain('status');
});
