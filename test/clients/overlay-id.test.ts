import { expect, it } from 'vitest';
import { OVERLAY_ID_FILE, overlayId } from '../../src-main/clients/overlay-id.ts';

/** A folder in memory, and the lines of the log. */
function start(kept: string | null) {
  const files = new Map(kept === null ? [] : [[OVERLAY_ID_FILE, kept]]);
  const log: string[] = [];
  const folder = {
    read: (name: string) => files.get(name) ?? null,
    write: (name: string, text: string) => void files.set(name, text),
  };
  return { folder, files, log, id: () => overlayId(folder, (line) => log.push(line)) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

it('is made once and stays', () => {
  const { id, log } = start(null);
  const first = id();
  expect(first).toMatch(UUID);
  expect(id()).toBe(first);
  expect(log).toEqual([]);
});

it('differs between profiles', () => {
  expect(start(null).id()).not.toBe(start(null).id());
});

it.each(['', 'my overlay', '{}'])('is made anew when the file holds %j', (kept) => {
  const { id } = start(kept);
  const made = id();
  expect(made).toMatch(UUID);
  expect(id()).toBe(made);
});

it('is there, and said not to be kept, where nothing can be read or written', () => {
  const { folder, log } = start(null);
  const fails = () => {
    throw new Error('EACCES');
  };
  const made = overlayId({ ...folder, read: fails, write: fails }, (line) => log.push(line));
  expect(made).toMatch(UUID);
  expect(log).toEqual(["overlay's id not read: Error: EACCES", "overlay's id not kept: Error: EACCES"]);
});
