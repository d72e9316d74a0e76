import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../src-main/runtime/user-error.ts';
import { chooseLanguage, parseEnvironment } from '../../src-main/start/environment.ts';
import { translator } from '../../src-shared/strings.ts';

const PROFILE = resolve('p');

describe('the environment', () => {
  it('may be empty', () => {
    expect(parseEnvironment({})).toEqual({
      wsPorts: null,
      httpPorts: null,
      profileDir: null,
      follow: null,
      hassToken: null,
      pairingFile: null,
      language: null,
    });
  });

  it('may set ports, profile, pairing and language', () => {
    const env = {
      ASYSTENT_WS_PORTS: '7001, 7000',
      ASYSTENT_HTTP_PORTS: '7101',
      ASYSTENT_PROFILE_DIR: PROFILE,
      ASYSTENT_PAIRING_FILE: 'f',
      ASYSTENT_HASS_TOKEN: 't',
      ASYSTENT_LANG: 'pl',
      ASYSTENT_FOLLOW: 'asystent://127.0.0.1',
    };
    expect(parseEnvironment(env)).toEqual({
      wsPorts: [7001, 7000],
      httpPorts: [7101],
      profileDir: PROFILE,
      follow: [{ kind: 'asystent' }],
      hassToken: 't',
      pairingFile: 'f',
      language: 'pl',
    });
  });

  test.each(['0', '65536', 'x', '6001,', '6001;6000', '-1', '6001.5', '8001', '6001,8001', '1,2,3,4,5,6,7,8,9'])(
    'may not set the ports "%s", and says what is allowed',
    (list) => {
      expect(() => parseEnvironment({ ASYSTENT_WS_PORTS: list })).toThrow(UserError);
      expect(() => parseEnvironment({ ASYSTENT_HTTP_PORTS: list })).toThrow(/ASYSTENT_HTTP_PORTS=.*from 1 to 65535/);
    },
  );

  it('may not set a profile’s folder that depends on where the overlay is started', () => {
    expect(() => parseEnvironment({ ASYSTENT_PROFILE_DIR: 'some/profile' })).toThrow(
      /^ASYSTENT_PROFILE_DIR=some\/profile: give the full path/,
    );
  });

  it('may not give the socket and HTTP one port', () => {
    const env = { ASYSTENT_WS_PORTS: '7001,7000', ASYSTENT_HTTP_PORTS: '5001,7000' };
    expect(() => parseEnvironment(env)).toThrow(/^ASYSTENT_WS_PORTS and ASYSTENT_HTTP_PORTS both hold port 7000/);
  });

  it.each([
    ['asystent://127.0.0.1,', '“” does not begin with a kind of assistant'],
    ['asystent://127.0.0.1, asystent://kitchen.lan', '“asystent://kitchen.lan” is on another computer'],
    ['wyoming://127.0.0.1', '“wyoming://127.0.0.1” does not begin with a kind of assistant'],
  ])('may not name %s to follow, and says what is right', (value, problem) => {
    const parse = () => parseEnvironment({ ASYSTENT_FOLLOW: value });
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(problem);
    expect(parse).toThrow(/Right are, separated by commas: asystent:\/\/127\.0\.0\.1/);
  });

  it('may not name an address to follow with a password, which nobody repeats', () => {
    const parse = () => parseEnvironment({ ASYSTENT_FOLLOW: 'asystent://me:secret@127.0.0.1' });
    expect(parse).toThrow(UserError);
    expect(parse).not.toThrow('secret');
  });

  it('may not set a language that is not there', () => {
    expect(() => parseEnvironment({ ASYSTENT_LANG: 'xx' })).toThrow('give one of cs, de, en, es, fr, pl, uk.');
  });

  it('that can’t be used is told in the user’s language where there is a dialog for it', () => {
    try {
      parseEnvironment({ ASYSTENT_WS_PORTS: 'x' });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.message).toMatch(/^ASYSTENT_WS_PORTS=x: give one to 8 ports/);
      expect(error.say(translator('pl'))).toMatch(/^ASYSTENT_WS_PORTS=x: podaj od jednego do 8 portów/);
    }
  });
});

describe('the language', () => {
  it.each(['de', 'uk', 'ar-XB'])('may be %s', (language) => {
    expect(parseEnvironment({ ASYSTENT_LANG: language }).language).toBe(language);
  });

  it('is no pseudo-locale unless somebody asks for it', () => {
    expect(chooseLanguage(null, ['ar-XB', 'ar'])).toBe('en');
  });

  it('is the chosen one', () => {
    expect(chooseLanguage('en', ['pl-PL'])).toBe('en');
  });

  it('is the first of the system that is there, else English', () => {
    expect(chooseLanguage(null, ['xx-XX', 'pl-PL', 'en-US'])).toBe('pl');
    expect(chooseLanguage(null, ['uk_UA', 'en-US'])).toBe('uk');
    expect(chooseLanguage(null, ['de-AT'])).toBe('de');
    expect(chooseLanguage(null, ['xx-XX'])).toBe('en');
    expect(chooseLanguage(null, [])).toBe('en');
  });
});
