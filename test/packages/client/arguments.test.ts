import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../packages/client/src/arguments.ts';

describe('parseArguments', () => {
  it('has the ports of the released client, Polish and no end as defaults', () => {
    expect(parseArguments([], {})).toEqual({
      wsPorts: [6001, 6000],
      httpPorts: [5001, 5000],
      language: 'pl',
      secure: null,
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
