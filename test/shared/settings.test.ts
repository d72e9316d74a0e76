import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, Settings } from '../../src-shared/settings.ts';
import { LIMITS, PORTS_MAX, parsePorts } from '../../src-shared/settings-limits.ts';

describe('the settings’ schema', () => {
  it('allows its own defaults', () => {
    expect(v.parse(Settings, DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });

  it('has limits that sliders can reach step by step', () => {
    for (const { min, max, step } of Object.values(LIMITS)) expect((max - min) % step).toBe(0);
  });
});

describe('ports as text', () => {
  it.each([
    ['6001', [6001]],
    ['6001, 6000', [6001, 6000]],
    [' 1,65535 ', [1, 65_535]],
  ])('are read from %j', (text, ports) => {
    expect(parsePorts(text)).toEqual(ports);
  });

  it.each([
    '',
    ' ',
    'abc',
    '6001;6000',
    '6001,',
    '0',
    '65536',
    '-1',
    '60.5',
    '6e3',
    '0x10',
    '6001, 8001',
    Array.from({ length: PORTS_MAX + 1 }, (_, index) => 7000 + index).join(),
  ])('are refused as %j', (text) => {
    expect(parsePorts(text)).toBeNull();
  });
});
