import { describe, expect, it } from 'vitest';
import { spokenWords, wordsOf } from '../../../src-renderer/bubble/words.ts';
import type { Detail } from '../../../src-shared/overlay-state.ts';
import { stateWith } from '../states.ts';

describe('the pill', () => {
  it.each<readonly [Detail, string, string]>([
    [{ kind: 'looking' }, 'Szukam asystenta…', 'Looking for an assistant…'],
    [
      { kind: 'no-answer', address: 'kitchen.lan:7001' },
      'Nic nie odpowiada pod kitchen.lan:7001',
      'Nothing answers at kitchen.lan:7001',
    ],
    [{ kind: 'found', name: 'Jarvis' }, 'Jarvis', 'Jarvis'],
    [{ kind: 'retrying' }, 'Ponawiam próbę…', 'Trying again…'],
    [{ kind: 'polling', port: 5001 }, 'Przez HTTP, port 5001', 'Over HTTP, port 5001'],
    [
      { kind: 'command-failed', reason: 'refused', command: 'stop_tts', key: null },
      'Asystent nie mógł tego wykonać',
      'The assistant couldn’t carry it out',
    ],
    [
      { kind: 'command-failed', reason: 'unanswered', command: 'stop_tts', key: null },
      'Asystent nie odpowiedział',
      'The assistant did not answer',
    ],
    [{ kind: 'problem', problem: 'not-understood' }, 'Asystent nie zrozumiał', 'The assistant did not understand'],
    [{ kind: 'client', text: 'Daily Briefing' }, 'Daily Briefing', 'Daily Briefing'],
    [{ kind: 'activity', text: 'Searching' }, 'Searching', 'Searching'],
  ])('says %j in a second line', (detail, pl, en) => {
    expect(wordsOf(stateWith({ detail, language: 'pl' })).secondLine).toBe(pl);
    expect(wordsOf(stateWith({ detail, language: 'en' })).secondLine).toBe(en);
  });

  it('has one line when there is nothing more to say', () => {
    expect(wordsOf(stateWith()).secondLine).toBeNull();
  });

  it('names the client in the second line, or beside the label when something is told there', () => {
    const named = stateWith({ clientName: 'Kitchen' });
    expect(wordsOf(named)).toEqual({ label: 'Ready', beside: null, secondLine: 'Kitchen', heard: null });
    expect(wordsOf({ ...named, detail: { kind: 'retrying' } })).toEqual({
      label: 'Ready',
      beside: 'Kitchen',
      secondLine: 'Trying again…',
      heard: null,
    });
  });

  it('names a client that was found as the user calls it, where they call it anything', () => {
    const found = stateWith({ clientName: 'Kitchen', detail: { kind: 'found', name: 'Jarvis' } });
    expect(wordsOf(found)).toEqual({ label: 'Ready', beside: null, secondLine: 'Kitchen', heard: null });
  });

  it('names the profile, before the client', () => {
    expect(wordsOf(stateWith({ profile: 'kitchen' })).secondLine).toBe('kitchen');
    expect(wordsOf(stateWith({ profile: 'kitchen', clientName: 'Office' })).secondLine).toBe('kitchen · Office');
    expect(wordsOf(stateWith({ profile: 'kitchen', detail: { kind: 'retrying' } })).beside).toBe('kitchen');
  });

  it('has what was heard while it thinks, with the work on the answer beside the label', () => {
    const thinking = stateWith({ phase: 'thinking', heard: 'What time is it?' });
    expect(wordsOf(thinking)).toEqual({
      label: 'Thinking…',
      beside: null,
      secondLine: null,
      heard: { text: 'What time is it?', roomPx: 292 },
    });
    const working = { ...thinking, clientName: 'Kitchen', detail: { kind: 'activity', text: 'Searching' } } as const;
    expect(wordsOf(working)).toMatchObject({ beside: 'Kitchen · Searching', heard: { text: 'What time is it?' } });
    expect(spokenWords(wordsOf(working))).toBe('Thinking…. Kitchen · Searching. What time is it?');
    expect(wordsOf({ ...thinking, detail: { kind: 'slow' } })).toMatchObject({
      secondLine: 'Taking longer than usual…',
      heard: null,
    });
    for (const phase of ['speaking', 'ready', 'error'] as const) {
      expect(wordsOf({ ...thinking, phase }).heard).toBeNull();
    }
  });

  it('has less room for what was heard beside more buttons', () => {
    const thinking = stateWith({ phase: 'thinking', heard: 'What time is it?' });
    const commands = { ...thinking.commands, start_listening: 'enabled', send_text: 'enabled' } as const;
    expect(wordsOf({ ...thinking, commands }).heard?.roomPx).toBe(206);
  });

  it('is read out whole', () => {
    expect(spokenWords(wordsOf(stateWith()))).toBe('Ready');
    expect(spokenWords(wordsOf(stateWith({ clientName: 'Kitchen' })))).toBe('Ready. Kitchen');
    expect(spokenWords(wordsOf(stateWith({ clientName: 'Kitchen', detail: { kind: 'retrying' } })))).toBe(
      'Ready. Kitchen. Trying again…',
    );
  });
});
