import { describe, expect, it, test } from 'vitest';
import { type Candidate, chooseClient } from '../../src-main/clients/choose-client.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';

/**
 * A candidate in `auto`: seen while it has something to show. `!` after the phase: it has; `-`: the user has hidden it;
 * `~`: it has stood for too long. A phase in brackets is a guest's; `?` after it: it waits for the user.
 */
function candidate(id: string, notation: string): Candidate {
  const kind = notation.startsWith('(') ? 'guest' : 'asystent';
  const [phase = 'ready', mark] = notation.replace(/[()]/g, '').split(/(?=[!~?-])/) as [Phase, string?];
  const isTurn = ['listening', 'thinking', 'speaking', 'error'].includes(phase);
  const needsUser = mark === '?';
  const hasNews = mark !== '~' && (isTurn || mark === '!' || needsUser);
  return { id, entry: { kind }, state: { phase, visible: hasNews && mark !== '-', needsUser }, hasNews };
}

interface Choice {
  readonly current?: string;
  readonly picked?: string;
}

function choose(a: string, b: string, { current, picked }: Choice = {}): string {
  return chooseClient([candidate('a', a), candidate('b', b)], current ?? null, picked ?? null).id;
}

describe('whose state is shown', () => {
  test.each<[a: string, b: string, Choice, chosen: string]>([
    // The only one with something going on, wherever it stands and whoever was shown.
    ['ready', 'listening', { current: 'a' }, 'b'],
    ['ready', 'thinking', { current: 'a' }, 'b'],
    ['ready', 'speaking', { current: 'a' }, 'b'],
    ['ready', 'error', { current: 'a' }, 'b'],
    ['speaking', 'ready', { current: 'b' }, 'a'],
    // An answer that lingers or is held up, a command that came to nothing.
    ['ready', 'ready!', { current: 'a' }, 'b'],
    ['ready', 'paused!', { current: 'a' }, 'b'],
    // The one that is shown stays while its turn lasts, whatever the turn comes to.
    ['listening', 'speaking', { current: 'a' }, 'a'],
    ['listening', 'speaking', { current: 'b' }, 'b'],
    ['thinking', 'listening', { current: 'b' }, 'b'],
    // A turn comes before an error or a lingering answer.
    ['error', 'listening', { current: 'a' }, 'b'],
    ['ready!', 'listening', { current: 'a' }, 'b'],
    ['speaking', 'error', { current: 'a' }, 'a'],
    ['error', 'ready!', { current: 'b' }, 'b'],
    ['error', 'ready!', { current: 'a' }, 'a'],
    // A program may work for an hour: it gives way to assistants, and to programs that ask or say something.
    ['listening', '(thinking)', { current: 'b' }, 'a'],
    ['speaking', '(speaking)', { current: 'b' }, 'a'],
    ['thinking', '(ready?)', { current: 'b' }, 'a'],
    ['(thinking)', '(ready?)', { current: 'a' }, 'b'],
    ['(thinking)', '(speaking)', { current: 'a' }, 'b'],
    ['(speaking)', '(ready?)', { current: 'a' }, 'a'],
    ['(thinking)', '(thinking)', { current: 'b' }, 'b'],
    ['(thinking)', '(ready!)', { current: 'a' }, 'b'],
    ['ready!', '(thinking)', { current: 'b' }, 'a'],
    ['offline!', '(thinking)', { current: 'a' }, 'b'],
    ['speaking-', '(thinking)', { current: 'a' }, 'b'],
    // Of equals that are not shown yet, the first.
    ['speaking', 'speaking', {}, 'a'],
    // A client that has just been lost: after those in a turn, before the quiet ones.
    ['ready', 'offline!', { current: 'a' }, 'b'],
    ['listening', 'offline!', { current: 'b' }, 'a'],
    ['ready', 'offline', { current: 'b' }, 'a'],
    // After too long a time it counts as quiet.
    ['thinking~', 'ready!', { current: 'a' }, 'b'],
    ['error~', 'offline!', { current: 'a' }, 'b'],
    // A client that was never there is not shown while another one is.
    ['connecting!', 'ready', { current: 'a' }, 'b'],
    ['connecting!', 'offline!', { current: 'a' }, 'b'],
    // Quiet: ready, paused, absent; then the order of the list, not who was shown last.
    ['paused', 'ready', { current: 'a' }, 'b'],
    ['offline', 'paused', { current: 'a' }, 'b'],
    ['connecting', 'ready', { current: 'a' }, 'b'],
    ['ready', 'ready', { current: 'b' }, 'a'],
    ['paused', 'paused', { current: 'b' }, 'a'],
    ['offline', 'connecting', { current: 'b' }, 'a'],
    // Whom the user picked comes first in quiet, if it is there.
    ['ready', 'ready', { current: 'a', picked: 'b' }, 'b'],
    ['ready', 'paused', { current: 'a', picked: 'b' }, 'b'],
    ['ready', 'offline', { current: 'b', picked: 'b' }, 'a'],
    ['speaking', 'ready', { current: 'b', picked: 'b' }, 'a'],
    // A hidden client comes after one that the user can see.
    ['speaking-', 'listening', { current: 'a' }, 'b'],
    ['speaking-', 'ready!', { current: 'a' }, 'b'],
    ['speaking-', 'ready', { current: 'a' }, 'a'],
    ['speaking-', 'speaking-', { current: 'b' }, 'b'],
  ])('%s, %s, %o: %s', (a, b, choice, chosen) => {
    expect(choose(a, b, choice)).toBe(chosen);
  });

  it('is that of the only one there is, whatever it does', () => {
    expect(chooseClient([candidate('a', 'offline')], 'gone', 'gone').id).toBe('a');
  });

  it('goes by the list among three', () => {
    const three = (a: string, b: string, c: string, current: string) =>
      chooseClient([candidate('a', a), candidate('b', b), candidate('c', c)], current, null).id;
    expect(three('offline', 'ready', 'ready', 'c')).toBe('b');
    expect(three('ready', 'speaking', 'speaking', 'c')).toBe('c');
    expect(three('ready', 'speaking', 'speaking', 'a')).toBe('b');
  });
});
