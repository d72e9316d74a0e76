import { expect, it } from 'vitest';
import { releasesIn } from '../../../scripts/package/changelog.ts';

it('finds the versions that were released, with their dates', () => {
  const text = `# Changelog

## [Unreleased]

## [0.2.0] - 2026-11-30

### Added

- A [link](x) to [0.1.0].

## [0.1.0] - 2026-11-29
`;
  expect(releasesIn(text)).toEqual([
    { version: '0.2.0', date: '2026-11-30' },
    { version: '0.1.0', date: '2026-11-29' },
  ]);
});
