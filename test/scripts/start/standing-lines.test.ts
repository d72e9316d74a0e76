import { describe, expect, it } from 'vitest';
import { parseStanding, standingLines } from '../../../scripts/start/standing-lines.ts';
import type { Standing } from '../../../src-main/start/starter.ts';

const gone = { name: null, address: 'ws://127.0.0.1:6001 or 6000', isFound: false };
const found = { ...gone, isFound: true };
const kitchen = { name: 'Kitchen', address: 'wss://kitchen.lan:6001/', isFound: false };

const standing = (tray: Standing['tray'], ...assistants: Standing['assistants']): Standing => ({ tray, assistants });

describe('the terminal', () => {
  it('says nothing before it is known whether there is a tray', () => {
    expect(standingLines(null, standing('sought', found))).toEqual([]);
  });

  it('says where the overlay is and what it waits for', () => {
    expect(standingLines(standing('sought', gone), standing('there', gone))).toEqual([
      'The overlay is running. Its icon is in the tray.',
      'No assistant yet at ws://127.0.0.1:6001 or 6000.',
      'Ctrl-C quits it.',
    ]);
  });

  it('says how to get at the settings without a tray, and when one comes', () => {
    const missing = standing('missing', found);
    expect(standingLines(null, missing)).toEqual([
      'The overlay is running. This desktop has no tray: the same command in another terminal opens its settings.',
      'Assistant found.',
      'Ctrl-C quits it.',
    ]);
    expect(standingLines(missing, standing('there', found))).toEqual(['The desktop has a tray now, with its icon.']);
  });

  it('says when an assistant is found and lost, by name among several', () => {
    expect(standingLines(standing('there', gone), standing('there', found))).toEqual(['Assistant found.']);
    expect(standingLines(standing('there', found), standing('there', gone))).toEqual([
      'Assistant lost; looking for it at ws://127.0.0.1:6001 or 6000.',
    ]);
    const here = { ...found, name: 'This computer' };
    const both = standing('there', here, kitchen);
    expect(standingLines(standing('there', here), both)).toEqual([
      'Kitchen: No assistant yet at wss://kitchen.lan:6001/.',
    ]);
    expect(standingLines(both, standing('there', here, { ...kitchen, isFound: true }))).toEqual([
      'Kitchen: Assistant found.',
    ]);
    expect(standingLines(both, both)).toEqual([]);
  });
});

it('takes from the overlay only what it tells of itself', () => {
  expect(parseStanding(standing('there', kitchen))).toEqual(standing('there', kitchen));
  expect([null, {}, { tray: 'gone', assistants: [] }, { tray: 'there' }].map(parseStanding)).toEqual(
    Array.from({ length: 4 }, () => null),
  );
});
