import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../packages/client/src/arguments.ts';

describe('parseArguments', () => {
  it('has the ports of the released client, Polish and no end as defaults', () => {
    expect(parseArguments([], {})).toEqual({
      wsPorts: [6001, 6000],
      httpPorts: [5001, 5000],
      language: 'pl',
      secure: null,
      mqtt: null,
      protocol: 2,
      once: false,
      help: false,
    });
  });

  it('reads options', () => {
    const args = [
      '--ws-ports',
      '0',
      '--http-ports=7001, 7000',
      '--language',
      'en',
      '--protocol',
      '1',
      '--once',
      '--help',
    ];
    expect(parseArguments(args, {})).toEqual({
      wsPorts: [0],
      httpPorts: [7001, 7000],
      language: 'en',
      secure: null,
      mqtt: null,
      protocol: 1,
      once: true,
      help: true,
    });
  });

  it('reads the environment, and options come first', () => {
    const env = { ASYSTENT_WS_PORTS: '7101,7100', ASYSTENT_HTTP_PORTS: '', ASYSTENT_LANG: 'en' };
    expect(parseArguments(['--language', 'pl'], env)).toMatchObject({
      wsPorts: [7101, 7100],
      httpPorts: [5001, 5000],
      language: 'pl',
    });
  });

  it.each([
    [['--ws-ports', ''], {}, /--ws-ports/],
    [['--ws-ports', '6001,'], {}, /--ws-ports 6001,:/],
    [['--http-ports', '65536'], {}, /--http-ports 65536/],
    [['--http-ports', '-1'], {}, /http-ports/],
    [['--ws-ports', '1e3'], {}, /--ws-ports/],
    [[], { ASYSTENT_HTTP_PORTS: 'none' }, /ASYSTENT_HTTP_PORTS none/],
    [['--language', 'de'], {}, /--language de: give one of pl, en/],
    [['--host', '0.0.0.0'], {}, /--host needs --secure/],
    [['--rotate-key'], {}, /--rotate-key needs --secure/],
    [['--protocol', '3'], {}, /--protocol 3: give 1 or 2/],
    [['--port', '1'], {}, /--port/],
    [['6001'], {}, /6001/],
    [['--once=yes'], {}, /--once/],
  ])('refuses %j with %j', (args, env, message) => {
    expect(() => parseArguments(args, env)).toThrow(UsageError);
    expect(() => parseArguments(args, env)).toThrow(message);
  });

  it('keeps certificate and key in the state folder of the user, or in --state-folder', () => {
    expect(parseArguments(['--secure'], { XDG_STATE_HOME: '/state' }).secure).toEqual({
      host: '127.0.0.1',
      folder: '/state/asystent-reference-client',
      rotateKey: false,
    });
    expect(parseArguments(['--secure'], {}).secure?.folder).toMatch(/\.local.state.asystent-reference-client$/);
    const args = ['--secure', '--host', 'kitchen.lan', '--state-folder', '/there', '--rotate-key'];
    expect(parseArguments(args, {}).secure).toEqual({ host: 'kitchen.lan', folder: '/there', rotateKey: true });
  });
});

describe('--mqtt', () => {
  const ADDRESS = 'mqtt://127.0.0.1/asystent/kitchen';

  it('publishes, and takes the login from the environment', () => {
    expect(parseArguments(['--mqtt', ADDRESS], {}).mqtt).toEqual({ url: ADDRESS, homeAssistant: false });
    const env = { ASYSTENT_MQTT_LOGIN: 'kitchen:a:b' };
    expect(parseArguments(['--mqtt', ADDRESS, '--home-assistant'], env).mqtt).toEqual({
      url: ADDRESS,
      username: 'kitchen',
      password: 'a:b',
      homeAssistant: true,
    });
  });

  it.each([
    [['--home-assistant'], /--home-assistant needs --mqtt/],
    [['--mqtt', ADDRESS, '--secure'], /no --secure/],
    [['--mqtt', ADDRESS, '--protocol', '1'], /version 2 only/],
    [['--mqtt', 'mqtt://127.0.0.1'], /--mqtt: a topic has two levels/],
    [['--mqtt', 'mqtt://me:secret@127.0.0.1/a/b'], /^(?!.*secret).*without a login/],
  ])('%j is refused', (args, message) => {
    expect(() => parseArguments(args, {})).toThrow(message);
    expect(() => parseArguments(args, {})).toThrow(UsageError);
  });
});
