import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { feedPlace } from '../../src-main/updates/feed-place.ts';
import { createMakers } from './makers.ts';

const { key } = createMakers();
const ours = { repository: 'git+https://git.example.org/overlay/overlay.git', updateKey: key };

describe('the place of the releases', () => {
  it('is that of the repository', () => {
    const place = feedPlace(ours, null);
    expect(place?.folder).toBe('https://git.example.org/overlay/overlay/releases/latest/download/');
    expect(place?.page('9.0.0')).toBe('https://git.example.org/overlay/overlay/releases/tag/v9.0.0');
    expect(place?.key).toBe(key);
  });

  it.each<[string, unknown]>([
    ['has a placeholder for a repository', { ...ours, repository: 'git+https://overlay.invalid/overlay.git' }],
    ['has a repository without TLS', { ...ours, repository: 'http://git.example.org/overlay' }],
    ['has no key', { ...ours, updateKey: undefined }],
    ['has a key that is none', { ...ours, updateKey: 'RWQ' }],
    ['could not be read', null],
  ])('is nowhere when package.json %s [SEC-UPDATE-FEED]', (_, read) => {
    expect(feedPlace(read, null)).toBeNull();
  });

  it('is on this computer in tests, and their page that of the repository', () => {
    const place = feedPlace(manifest, `http://127.0.0.1:2000/ ${key}`);
    expect(place).toMatchObject({ folder: 'http://127.0.0.1:2000/', key });
    expect(place?.page('9.0.0')).toMatch(/^https:.*\/releases\/tag\/v9\.0\.0$/);
  });

  it.each(['http://192.168.1.2:2000/', 'https://feed.example.org/', 'http://127.0.0.1:2000@feed.example.org/'])(
    'is not at %s in tests either',
    (folder) => expect(feedPlace(manifest, `${folder} ${key}`)).toBeNull(),
  );
});
