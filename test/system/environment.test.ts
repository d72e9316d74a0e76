import { describe, expect, it, test } from 'vitest';
import { chooseLanguage, EnvironmentError, parseEnvironment } from '../../src-main/system/environment.ts';

describe('the environment', () => {
  it('may be empty', () => {
    expect(parseEnvironment({})).toEqual({
      wsPorts: null,
      httpPorts: null,
      profileDir: null,
      pairingFile: null,
      language: null,
    });
  });

  it('may set ports, profile, pairing and language', () => {
    const env = {
      ASYSTENT_WS_PORTS: '7001, 7000',
      ASYSTENT_HTTP_PORTS: '7101',
      ASYSTENT_PROFILE_DIR: 'p',
      ASYSTENT_PAIRING_FILE: 'f',
      ASYSTENT_LANG: 'pl',
    };
    expect(parseEnvironment(env)).toEqual({
      wsPorts: [7001, 7000],
      httpPorts: [7101],
      profileDir: 'p',
      pairingFile: 'f',
      language: 'pl',
    });
  });

  test.each(['0', '65536', 'x', '6001,', '6001;6000', '-1', '6001.5', '8001', '6001,8001', '1,2,3,4,5,6,7,8,9'])(
    'may not set the ports "%s", and says what is allowed',
    (list) => {
      expect(() => parseEnvironment({ ASYSTENT_WS_PORTS: list })).toThrow(EnvironmentError);
      expect(() => parseEnvironment({ ASYSTENT_HTTP_PORTS: list })).toThrow(/ASYSTENT_HTTP_PORTS=.*from 1 to 65535/);
    },
  );

  it('may not set a language that is not there', () => {
    expect(() => parseEnvironment({ ASYSTENT_LANG: 'xx' })).toThrow(/one of/);
  });
});

describe('the language', () => {
  it('is the chosen one', () => {
    expect(chooseLanguage('en', ['pl-PL'])).toBe('en');
  });

  it('is the first of the system that is there, else English', () => {
    expect(chooseLanguage(null, ['xx-XX', 'pl-PL', 'en-US'])).toBe('pl');
    expect(chooseLanguage(null, ['xx-XX'])).toBe('en');
    expect(chooseLanguage(null, [])).toBe('en');
  });
});
