import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ownAppImage } from '../../src-main/start/own-app-image.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

const APPIMAGE = '/apps/overlay.AppImage';

it('is the one that is mounted here', () => {
  expect(ownAppImage({ APPIMAGE, APPDIR: '/tmp/.mount_x' }, '/tmp/.mount_x/overlay')).toBe(APPIMAGE);
  expect(ownAppImage({ APPIMAGE }, '/tmp/appimage_extracted_x/overlay')).toBe(APPIMAGE);
});

it('is none where another program was started from it', () => {
  expect(ownAppImage({ APPIMAGE, APPDIR: '/tmp/.mount_x' }, '/usr/lib/overlay/overlay')).toBeNull();
  expect(ownAppImage({ APPIMAGE, APPDIR: '/tmp/.mount_x' }, '/tmp/.mount_xyz/overlay')).toBeNull();
  expect(ownAppImage({}, '/usr/lib/overlay/overlay')).toBeNull();
  expect(ownAppImage({ APPIMAGE: '' }, '/usr/lib/overlay/overlay')).toBeNull();
});

it('is found where the folder for temporary files is a link', () => {
  const scratch = makeScratchFolder('app-image');
  onTestFinished(scratch.remove);
  const mounted = join(scratch.path, 'real', '.mount_x');
  mkdirSync(mounted, { recursive: true });
  symlinkSync('real', join(scratch.path, 'link'));
  const env = { APPIMAGE, APPDIR: join(scratch.path, 'link', '.mount_x') };
  expect(ownAppImage(env, join(mounted, 'overlay'))).toBe(APPIMAGE);
});
