import { describe, expect, it } from 'vitest';
import { parseTerminalStatus, terminalLines } from '../../../scripts/start/terminal-lines.ts';
import type { TerminalStatus } from '../../../src-main/start/starter.ts';

const gone = { name: null, address: 'ws://127.0.0.1:6001 or 6000', isFound: false };
const found = { ...gone, isFound: true };
const kitchen = { name: 'Kitchen', address: 'wss://kitchen.lan:6001/', isFound: false };

const status = (tray: TerminalStatus['tray'], ...assistants: TerminalStatus['assistants']): TerminalStatus => ({
  tray,
  assistants,
});

describe('the terminal', () => {
  it('says nothing before it is known whether there is a tray', () => {
    expect(terminalLines(null, status('sought', found))).toEqual([]);
  });

  it('says where the overlay is and what it waits for', () => {
    expect(terminalLines(status('sought', gone), status('there', gone))).toEqual([
      'The overlay is running. Its icon is in the tray.',
      'No assistant yet at ws://127.0.0.1:6001 or 6000.',
      'Ctrl-C quits it.',
    ]);
  });

  it('says how to get at the settings without a tray, and when one comes', () => {
    const missing = status('missing', found);
    expect(terminalLines(null, missing)).toEqual([
      'The overlay is running. This desktop has no tray: the same command in another terminal opens its settings.',
      'Assistant found.',
      'Ctrl-C quits it.',
    ]);
    expect(terminalLines(missing, status('there', found))).toEqual(['The desktop has a tray now, with its icon.']);
  });

  it('says when an assistant is found and lost, by name among several', () => {
    expect(terminalLines(status('there', gone), status('there', found))).toEqual(['Assistant found.']);
    expect(terminalLines(status('there', found), status('there', gone))).toEqual([
      'Assistant lost; looking for it at ws://127.0.0.1:6001 or 6000.',
    ]);
    const here = { ...found, name: 'This computer' };
    const both = status('there', here, kitchen);
    expect(terminalLines(status('there', here), both)).toEqual([
      'Kitchen: No assistant yet at wss://kitchen.lan:6001/.',
    ]);
    expect(terminalLines(both, status('there', here, { ...kitchen, isFound: true }))).toEqual([
      'Kitchen: Assistant found.',
    ]);
    expect(terminalLines(both, both)).toEqual([]);
  });
});

it('takes from the overlay only what it tells of itself', () => {
  expect(parseTerminalStatus(status('there', kitchen))).toEqual(status('there', kitchen));
  expect([null, {}, { tray: 'gone', assistants: [] }, { tray: 'there' }].map(parseTerminalStatus)).toEqual(
    Array.from({ length: 4 }, () => null),
  );
});
