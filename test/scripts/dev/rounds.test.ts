import { describe, expect, it } from 'vitest';
import { type BuildEvent, createRounds, type Rounds } from '../../../scripts/dev/rounds.ts';

const PARTS = ['main', 'preload', 'client'];
const GOOD: readonly BuildEvent[] = ['START', 'BUNDLE_START', 'BUNDLE_END', 'END'];
const BAD: readonly BuildEvent[] = ['START', 'BUNDLE_START', 'ERROR', 'END'];

function play(rounds: Rounds, part: string, events: readonly BuildEvent[]): void {
  for (const event of events) rounds.note(part, event);
}

function builtOnce(): Rounds {
  const rounds = createRounds(PARTS);
  for (const part of PARTS) play(rounds, part, GOOD);
  rounds.take();
  return rounds;
}

describe('the first builds', () => {
  it('start the overlay once all parts are there', () => {
    const rounds = createRounds(PARTS);
    play(rounds, 'client', GOOD);
    play(rounds, 'main', GOOD);
    expect(rounds.take()).toBeNull();
    play(rounds, 'preload', GOOD);
    expect(rounds.take()).toBe('restart');
    expect(rounds.take()).toBeNull();
  });
});

describe('a change', () => {
  it('of the pages alone has them loaded again', () => {
    const rounds = builtOnce();
    play(rounds, 'client', GOOD);
    expect(rounds.take()).toBe('reload');
  });

  it.each(['main', 'preload'])('of %s starts the overlay again, whatever else has changed', (part) => {
    const rounds = builtOnce();
    play(rounds, 'client', GOOD);
    rounds.note(part, 'START');
    expect(rounds.take()).toBeNull();
    play(rounds, part, GOOD.slice(1));
    expect(rounds.take()).toBe('restart');
  });

  it('that cannot be built leaves the overlay as it is until it is mended', () => {
    const rounds = builtOnce();
    play(rounds, 'client', GOOD);
    play(rounds, 'main', BAD);
    expect(rounds.take()).toBeNull();
    play(rounds, 'main', GOOD);
    expect(rounds.take()).toBe('restart');
  });
});
