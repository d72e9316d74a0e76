import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { GivenAnswer } from '../../src-main/overlay/answer-history.ts';
import { createKeptAnswers, type KeptAnswersOptions } from '../../src-main/overlay/kept-answers.ts';

const LOCAL = { id: 'local', name: 'This computer' };
const KITCHEN = { id: 'kitchen', name: 'Kitchen' };

function given(id: number, text: string, client = LOCAL): GivenAnswer {
  return { id, text, clientId: client.id, clientName: client.name };
}

function start(changes: Partial<KeptAnswersOptions> = {}) {
  const copied: string[] = [];
  const logged: string[] = [];
  const onChange = vi.fn<() => void>();
  const answers = createKeptAnswers({
    nowEpochMs: () => 1_800_000_000_000,
    writeText: (text) => void copied.push(text),
    clients: () => [LOCAL],
    log: (message) => logged.push(message),
    ...changes,
  });
  answers.onChange(onChange);
  answers.setKept(true);
  const texts = () => answers.view().answers.map(({ text }) => text);
  return { answers, copied, logged, onChange, texts };
}

describe('the answers that are kept', () => {
  it('are there for the panel and the tray', () => {
    const { answers, onChange, texts } = start();
    expect(answers.availability()).toBe('none');
    onChange.mockClear();
    answers.take(given(1, 'Seven.'));
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(answers.availability()).toBe('some');
    expect(texts()).toEqual(['Seven.']);
  });

  it('are forgotten at once when the user wants none, and none is kept from then on [SEC-ANSWERS]', async () => {
    const { answers, copied, onChange, texts } = start();
    answers.take(given(1, 'Seven.'));
    onChange.mockClear();
    answers.setKept(false);
    expect(onChange).toHaveBeenCalledTimes(1);
    answers.take(given(2, 'Eight.'));
    expect(texts()).toEqual([]);
    expect(answers.availability()).toBe('off');
    await answers.copyNewest();
    await expect(answers.copy(1)).rejects.toThrow('no such answer');
    answers.setKept(true);
    expect(texts()).toEqual([]);
    expect(copied).toEqual([]);
  });

  it('say whose they are as soon as there are several clients, by the names of now', () => {
    const clients = vi.fn<KeptAnswersOptions['clients']>(() => [LOCAL]);
    const { answers } = start({ clients });
    const names = () => answers.view().answers.map(({ from }) => from);
    answers.take(given(1, 'Seven.'));
    expect(names()).toEqual([null]);
    clients.mockReturnValue([LOCAL, KITCHEN]);
    expect(names()).toEqual(['This computer']);
    answers.take(given(2, 'Eight.', KITCHEN));
    clients.mockReturnValue([{ ...LOCAL, name: 'Ten komputer' }]);
    expect(names()).toEqual(['Kitchen', 'Ten komputer']);
  });

  it('say so also where all are of one that has gone', () => {
    const { answers } = start();
    answers.take(given(1, 'Done.', { id: 'guest Script', name: 'Script' }));
    expect(answers.view().answers.map(({ from }) => from)).toEqual(['Script']);
  });

  it('are copied whole, by id or the newest', async () => {
    const { answers, copied } = start();
    answers.take(given(1, 'Seven.'));
    answers.take(given(2, 'Eight'));
    answers.take(given(2, 'Eight degrees.\n\tAnd rain.'));
    await answers.copy(1);
    await answers.copyNewest();
    expect(copied).toEqual(['Seven.', 'Eight degrees.\n\tAnd rain.']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new TypeError('no Seven.');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('no Seven.'))],
  ])('tell of a clipboard that %s until it takes one, and the log says nothing of the text', async (_, writeText) => {
    const clipboard = vi.fn<KeptAnswersOptions['writeText']>(writeText);
    const { answers, logged } = start({ writeText: clipboard });
    answers.take(given(1, 'Seven.'));
    const thrown: unknown = await answers.copy(1).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: 'not copied' });
    // Electron prints the error of a handler like this.
    expect(inspect(thrown)).not.toContain('Seven');
    expect(answers.view().notCopiedId).toBe(1);
    await expect(answers.copyNewest()).rejects.toThrow('not copied');
    expect(logged).toEqual(['answer not copied: TypeError', 'answer not copied: TypeError']);
    clipboard.mockReturnValue(undefined);
    await answers.copy(1);
    expect(answers.view().notCopiedId).toBeNull();
  });
});
