import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../../src-main/assistants/lva/wire.ts';
import { event } from './lva-player.ts';

describe('a frame', () => {
  it.each(['', 'null', '[]', '"idle"', '{}', '{"event":1}', '{"type":"auth_required"}', '{"command":"idle"}'])(
    'that is no event is not read: %s',
    (raw) => expect(parseEvent(raw)).toBeNull(),
  );

  it.each([
    event('light_command', { on: true }),
    event('constructor'),
    event('stt_text'),
    event('tts_text', { text: '  ' }),
    event('muted', { muted: 'yes' }),
    event('volume_changed', { volume: 40 }),
    event('volume_changed', { volume: null }),
    '{"event":"zeroconf","data":"connected"}',
  ])('that says nothing of use is an event all the same: %s', (raw) =>
    expect(parseEvent(raw)).toEqual({ kind: 'other' }),
  );

  it('has clean texts [SEC-OPEN-PORT]', () => {
    expect(parseEvent(event('stt_text', { text: ' a\u0000\nb ' }))).toEqual({ kind: 'heard', text: 'a b' });
    expect(parseEvent(event('tts_text', { text: 'a\u202eb\r\nc' }))).toEqual({ kind: 'answer', text: 'ab\nc' });
  });
});
