import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../src-main/assistants/assistant.ts';
import { parseFrame } from '../../../src-main/assistants/asystent/protocol.ts';

/** The offer in a client's hello; null when it is none. */
function offerIn(data: unknown): Offer | null {
  const frame = parseFrame(JSON.stringify({ type: 'hello', data }));
  return frame?.kind === 'offer' ? frame.offer : null;
}
const settingsIn = (...settings: unknown[]) => offerIn({ protocol: 2, settings })?.settings;

const LABEL = { pl: 'Tempo', en: 'Speed' };
const NUMBER = { key: 'speed', label: LABEL, type: 'number', min: 0, max: 2, step: 0.5, value: 1 };
const BOOLEAN = { key: 'wake', label: LABEL, type: 'boolean', value: true };
const CHOICE = { key: 'voice', label: LABEL, type: 'choice', choices: [{ value: 'a', label: LABEL }], value: 'a' };
const STRING = { key: 'greeting', label: LABEL, type: 'string', maxLength: 5, value: 'Hello' };

describe('a client’s hello', () => {
  it('is read with everything in it', () => {
    const data = {
      protocol: 2,
      client: { name: 'Asystent', version: '2.0' },
      commands: ['stop_tts', 'set_volume'],
      settings: [NUMBER, BOOLEAN, CHOICE, STRING],
    };
    expect(offerIn(data)).toEqual({
      name: 'Asystent',
      version: '2.0',
      commands: ['stop_tts', 'set_volume'],
      settings: [NUMBER, BOOLEAN, CHOICE, STRING],
    });
  });

  it('of a later version is read as well', () => {
    expect(offerIn({ protocol: 3, news: true })).toEqual({ name: '', version: '', commands: [], settings: [] });
  });

  it.each([null, [], 'hi', {}, { protocol: 1 }, { protocol: '2' }])('is none: %j', (data) => {
    expect(offerIn(data)).toBeNull();
  });

  it('may have commands that we don’t know, and say one twice', () => {
    expect(offerIn({ protocol: 2, commands: ['fly', 7, 'set_muted', 'set_muted', null] })?.commands).toEqual([
      'set_muted',
    ]);
  });

  it('may have anything in its fields', () => {
    expect(offerIn({ protocol: 2, client: 7, commands: 'all', settings: { speed: 1 } })).toEqual({
      name: '',
      version: '',
      commands: [],
      settings: [],
    });
  });

  it('has its texts cleaned and cut', () => {
    const client = { name: `A\u202e\n${'x'.repeat(200)}`, version: '\u0000' };
    const offer = offerIn({ protocol: 2, client, settings: [{ ...NUMBER, label: { pl: 'T\u202e', en: ' S\n2 ' } }] });
    expect(offer?.name).toHaveLength(100);
    expect(offer?.name).toMatch(/^A x+…$/);
    expect(offer?.version).toBe('');
    expect(offer?.settings[0]?.label).toEqual({ pl: 'T', en: 'S 2' });
  });
});

describe('a setting of the client', () => {
  it('may have one text for both languages, and bare choices', () => {
    expect(settingsIn({ ...CHOICE, label: 'Voice', choices: ['a', 'b'] })).toEqual([
      {
        ...CHOICE,
        label: { pl: 'Voice', en: 'Voice' },
        choices: [
          { value: 'a', label: { pl: 'a', en: 'a' } },
          { value: 'b', label: { pl: 'b', en: 'b' } },
        ],
      },
    ]);
  });

  it.each([
    ['nothing', null],
    ['no key', { ...NUMBER, key: '' }],
    ['a key that could not go back as it came', { ...NUMBER, key: 'a\nb' }],
    ['a key of 101 characters', { ...NUMBER, key: 'k'.repeat(101) }],
    ['no label', { ...NUMBER, label: '' }],
    ['a label in one language', { ...NUMBER, label: { pl: 'Tempo' } }],
    ['an unknown type', { ...NUMBER, type: 'colour' }],
    ['a number outside its range', { ...NUMBER, value: 3 }],
    ['no range', { ...NUMBER, min: 2, max: 2 }],
    ['no step', { ...NUMBER, step: 0 }],
    ['a number as text', { ...NUMBER, value: '1' }],
    ['a switch that is neither', { ...BOOLEAN, value: 'on' }],
    ['a choice that is none', { ...CHOICE, value: 'z' }],
    ['no choices', { ...CHOICE, choices: [] }],
    ['a choice twice', { ...CHOICE, choices: ['a', 'a'] }],
    ['65 choices', { ...CHOICE, choices: ['a', ...Array.from({ length: 64 }, (_, i) => `c${i}`)] }],
    ['a text that is too long', { ...STRING, value: 'Hello!' }],
    ['no limit', { ...STRING, maxLength: undefined }],
  ])('that can’t be drawn is left out, and no other: %s', (_, wrong) => {
    expect(settingsIn(BOOLEAN, wrong, STRING)).toEqual([BOOLEAN, STRING]);
  });

  it('is one of at most 32, each key once', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ ...BOOLEAN, key: `k${i}` }));
    expect(settingsIn(...many)).toHaveLength(32);
    expect(settingsIn(BOOLEAN, { ...STRING, key: BOOLEAN.key })).toEqual([BOOLEAN]);
  });
});
