import { describe, expect, it } from 'vitest';
import { isNewer, readRelease } from '../../src-main/updates/release.ts';
import { RELEASE } from './makers.ts';

const read = (value: unknown) => readRelease(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const IMAGE = { arch: 'x64', name: 'Overlay-9.0.0.AppImage', size: 10, sha512: 'a'.repeat(128) };

describe('the feed', () => {
  it('is read, with its notes cleaned', () => {
    const notes = 'Faster.\r\n\u202egnp.exe\u202c <b>more</b>\u0000';
    expect(read({ ...RELEASE, notes, images: [IMAGE] })).toEqual({
      ...RELEASE,
      notes: 'Faster.\ngnp.exe <b>more</b>',
      images: [IMAGE],
    });
  });

  it.each<[string, unknown]>([
    ['of another channel', { ...RELEASE, channel: 'beta' }],
    ['of another program', { ...RELEASE, name: 'other' }],
    ['with a version that leads elsewhere', { ...RELEASE, version: '9.0.0/../../other' }],
    ['of a preview', { ...RELEASE, version: '9.0.0-beta.1' }],
    ['with a file in another folder', { ...RELEASE, images: [{ ...IMAGE, name: '../x.AppImage' }] }],
    ['with a file at another address', { ...RELEASE, images: [{ ...IMAGE, name: 'https://x.test/x' }] }],
    ['with a hash that is none', { ...RELEASE, images: [{ ...IMAGE, sha512: '' }] }],
    ['with a file without an end', { ...RELEASE, images: [{ ...IMAGE, size: 1e12 }] }],
    ['without notes', { ...RELEASE, notes: undefined }],
    ['that is no JSON', '<html>'],
    ['that is empty', ''],
  ])('%s is none [SEC-UPDATE-FEED]', (_, value) => {
    expect(read(value)).toBeNull();
  });

  it('that is no UTF-8 is none', () => {
    expect(readRelease(Buffer.from([0xff, 0xfe]))).toBeNull();
  });
});

it.each([
  ['0.3.0', '0.2.0', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.2.1', '0.2.0-test', true],
  ['0.2.0', '0.2.0-test', false],
  ['0.2.0', '0.2.0', false],
  ['0.1.9', '0.2.0', false],
  ['0.2.9', '0.10.0', false],
  ['9.9.9', 'nothing', false],
])('whether %s is newer than %s: %s', (version, running, expected) => {
  expect(isNewer(version, running)).toBe(expected);
});
