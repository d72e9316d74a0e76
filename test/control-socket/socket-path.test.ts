import { expect, it } from 'vitest';
import { type SocketPlace, socketOf } from '../../src-main/control-socket/socket-path.ts';

const PLACE: SocketPlace = {
  platform: 'linux',
  profileDir: null,
  profile: null,
  runtimeDir: '/run/user/1000',
  temporaryDir: '/tmp',
  user: '1000',
};

it('is in the user’s runtime folder, one for each profile', () => {
  const folder = '/run/user/1000/asystent-overlay';
  expect(socketOf(PLACE)).toEqual({ path: `${folder}/default.sock`, folder });
  expect(socketOf({ ...PLACE, profile: 'work' })).toEqual({ path: `${folder}/work.sock`, folder });
});

it('is in a folder of the user’s own among the temporary files where there is no runtime folder', () => {
  const folder = '/tmp/asystent-overlay-1000';
  expect(socketOf({ ...PLACE, runtimeDir: null })).toEqual({ path: `${folder}/default.sock`, folder });
});

it('is in the folder that ASYSTENT_PROFILE_DIR names', () => {
  expect(socketOf({ ...PLACE, profileDir: '/home/ada/p' })).toEqual({ path: '/home/ada/p/overlay.sock', folder: null });
});

it('is in the runtime folder where the path of that folder is too long for a socket', () => {
  const long = (name: string) => socketOf({ ...PLACE, profileDir: `/${name.repeat(100)}` });
  expect(long('a').path).toMatch(/^\/run\/user\/1000\/asystent-overlay\/[0-9a-f]{16}\.sock$/);
  expect(long('a').folder).toBe('/run/user/1000/asystent-overlay');
  expect(long('a').path).not.toBe(long('b').path);
});

it('is a named pipe on Windows, of user and profile', () => {
  const pipe = (place: Partial<SocketPlace>) => socketOf({ ...PLACE, platform: 'win32', user: 'ada', ...place }).path;
  expect(pipe({})).toBe('\\\\.\\pipe\\asystent-overlay-ada-default');
  expect(pipe({ profileDir: 'C:\\p' })).toMatch(/^\\\\\.\\pipe\\asystent-overlay-ada-[0-9a-f]{16}$/);
  expect(pipe({ profileDir: 'C:\\p' })).not.toBe(pipe({ profileDir: 'C:\\q' }));
});
