import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appImageHere, replaceImage, WrongFile } from '../../src-main/updates/app-image.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { sha512 } from './makers.ts';

const NEW = Buffer.from('#!/bin/sh\necho new\n'.repeat(1_000));
const IMAGE = { arch: 'x64', name: 'x', size: NEW.length, sha512: sha512(NEW) };

function oldImage(): string {
  const scratch = makeScratchFolder('app-image');
  onTestFinished(scratch.remove);
  const file = join(scratch.path, 'Overlay.AppImage');
  writeFileSync(file, 'old');
  chmodSync(file, 0o755);
  return file;
}

async function* inParts(bytes: Uint8Array, each = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += each) yield bytes.subarray(at, at + each);
}

describe('the AppImage that may be replaced', () => {
  const uid = process.getuid?.();
  const surroundings = (file: string, execPath = '/mounted/overlay') => {
    return { env: { APPIMAGE: file, APPDIR: '/mounted' }, execPath, uid };
  };

  it('is the user’s own, from which the overlay runs', () => {
    const file = oldImage();
    expect(appImageHere(surroundings(file))).toBe(file);
    const link = join(dirname(file), 'link');
    symlinkSync(file, link);
    expect(appImageHere(surroundings(link))).toBe(file);
  });

  it('is none when another program’s AppImage has started the overlay, or it was not packed so', () => {
    const file = oldImage();
    expect(appImageHere(surroundings(file, '/opt/overlay'))).toBeNull();
    expect(appImageHere(surroundings(file, '/mounted-elsewhere/overlay'))).toBeNull();
    expect(appImageHere({ env: {}, execPath: '/opt/overlay', uid })).toBeNull();
    expect(appImageHere({ env: { APPIMAGE: file }, execPath: '/opt/overlay', uid })).toBeNull();
  });

  it('is none when it is another user’s, no file, or gone', () => {
    const file = oldImage();
    expect(appImageHere({ ...surroundings(file), uid: 4_294_967 })).toBeNull();
    const folder = join(dirname(file), 'folder');
    mkdirSync(folder);
    expect(appImageHere(surroundings(folder))).toBeNull();
    expect(appImageHere(surroundings(join(folder, 'gone')))).toBeNull();
    expect(appImageHere(surroundings('Overlay.AppImage'))).toBeNull();
  });
});

describe('an AppImage', () => {
  it('is replaced as a whole, and may be started as before; what an earlier attempt left is gone', async () => {
    const file = oldImage();
    writeFileSync(`${file}.part`, 'half');
    await replaceImage(file, IMAGE, inParts(NEW));
    expect(readFileSync(file)).toEqual(NEW);
    expect(statSync(file).mode & 0o777).toBe(0o755);
    expect(readdirSync(dirname(file))).toEqual(['Overlay.AppImage']);
  });

  it('can’t be started or read by others until it is complete and proved [REL-UPDATE-INTERRUPTED]', async () => {
    const file = oldImage();
    const modes: number[] = [];
    async function* watched() {
      for await (const part of inParts(NEW)) {
        yield part;
        modes.push(statSync(`${file}.part`).mode & 0o777);
        expect(readFileSync(file, 'utf8')).toBe('old');
      }
    }
    await replaceImage(file, IMAGE, watched());
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  it.each<[string, Uint8Array]>([
    ['with one other byte', Buffer.from(NEW.map((byte, at) => (at === 700 ? byte ^ 1 : byte)))],
    ['that is too short', NEW.subarray(0, -1)],
    ['that is too long', Buffer.concat([NEW, NEW])],
    ['that is empty', Buffer.alloc(0)],
  ])('%s is refused, and nothing of it stays [SEC-UPDATE-FILE]', async (_, bytes) => {
    const file = oldImage();
    await expect(replaceImage(file, IMAGE, inParts(bytes))).rejects.toThrow(WrongFile);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(dirname(file))).toEqual(['Overlay.AppImage']);
  });

  it('whose download is interrupted leaves the old one, and nothing else [REL-UPDATE-INTERRUPTED]', async () => {
    const file = oldImage();
    async function* interrupted() {
      yield NEW.subarray(0, 100);
      throw new Error('the line is gone');
    }
    await expect(replaceImage(file, IMAGE, interrupted())).rejects.toThrow('the line is gone');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(dirname(file))).toEqual(['Overlay.AppImage']);
  });
});
