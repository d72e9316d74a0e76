import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ButtonCommand, SettingCommand } from '../../src-main/ipc/command-request.ts';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';

const parse = (input: unknown) => v.safeParse(v.union([ButtonCommand, SettingCommand]), input);

describe('a command that a page asks for', () => {
  it.each([
    { command: 'stop_tts' },
    { command: 'set_monitoring', args: { on: false } },
    { command: 'start_listening' },
    { command: 'set_volume', args: { level: 0 } },
    { command: 'set_volume', args: { level: 1 } },
    { command: 'set_muted', args: { muted: true } },
    { command: 'send_text', args: { text: 'Która godzina?' } },
    { command: 'set_setting', args: { key: 'speed', value: 2.5 } },
    { command: 'set_setting', args: { key: 'greeting', value: '' } },
  ])('is taken as it is: %j', (request) => {
    expect(parse(request).output).toEqual(request);
  });

  it('loses what it must not carry', () => {
    expect(parse({ command: 'stop_tts', id: 'mine', type: 'hello', args: { x: 1 } }).output).toEqual({
      command: 'stop_tts',
    });
  });

  it('has what was typed cleaned', () => {
    const request = { command: 'send_text', args: { text: '  Hello\u202e\0  ' } };
    expect(parse(request).output).toEqual({ command: 'send_text', args: { text: 'Hello' } });
  });

  it.each([
    null,
    'stop_tts',
    {},
    { command: 'format_disk' },
    { command: 'toggle_monitoring' },
    { command: 'set_monitoring' },
    { command: 'set_monitoring', args: { on: 'yes' } },
    { command: 'set_volume' },
    { command: 'set_volume', args: { level: 1.01 } },
    { command: 'set_volume', args: { level: Number.NaN } },
    { command: 'set_volume', args: { level: '1' } },
    { command: 'set_muted', args: { muted: 1 } },
    { command: 'send_text', args: { text: ' \u202e ' } },
    { command: 'send_text', args: { text: 'x'.repeat(TYPED_TEXT_MAX_LENGTH + 1) } },
    { command: 'set_setting', args: { key: '', value: 1 } },
    { command: 'set_setting', args: { key: 'speed', value: Number.POSITIVE_INFINITY } },
    { command: 'set_setting', args: { key: 'speed', value: null } },
    { command: 'set_setting', args: { key: 'speed', value: ['fast'] } },
  ])('is refused when it is wrong: %j [SEC-FORGED-MESSAGE]', (request) => {
    expect(parse(request).success).toBe(false);
  });

  it('is of the client’s own settings in the settings alone', () => {
    const setting = { command: 'set_setting', args: { key: 'speed', value: 2.5 } };
    expect(v.is(ButtonCommand, setting)).toBe(false);
    expect(v.is(SettingCommand, { command: 'stop_tts' })).toBe(false);
  });
});
