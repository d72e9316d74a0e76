import { expect, it } from 'vitest';
import { updateFeed } from '../../../scripts/package/update-feed.ts';
import { readRelease } from '../../../src-main/updates/release.ts';
import { sha512 } from '../../updates/makers.ts';

it('the feed of a release is read by the overlay, with the AppImages of each processor', () => {
  const content = Buffer.from('image');
  const names = ['x86_64.AppImage', 'arm64.AppImage', 'setup.exe', 'arm64.dmg'].map(
    (end) => `asystent-overlay-9.0.0-${end}`,
  );
  const feed = updateFeed('9.0.0', '### Added\n\n- A thing.\n', names, () => content);
  const image = { size: content.length, sha512: sha512(content) };
  expect(readRelease(Buffer.from(feed))).toEqual({
    name: 'asystent-overlay',
    channel: 'stable',
    version: '9.0.0',
    notes: '### Added\n\n- A thing.',
    images: [
      { arch: 'x64', name: 'asystent-overlay-9.0.0-x86_64.AppImage', ...image },
      { arch: 'arm64', name: 'asystent-overlay-9.0.0-arm64.AppImage', ...image },
    ],
  });
});
