import { describe, expect, it } from 'vitest';
import { verbIn } from '../../src-main/control-socket/verb-in.ts';
import { readCall, verbLines } from '../../src-main/control-socket/verbs.ts';
import { rowsBeside, VERB_ROWS, verbTitle } from './verb-rounds.ts';

describe('the verbs of a soak', () => {
  it('are all that there are, but those that the run itself uses', () => {
    const named = [...verbLines().matchAll(/^ {2}([\w-]+) /gm)].map(([, verb]) => verb);
    const used = new Set(VERB_ROWS.flat().map(([verb]) => verb));
    expect(new Set(['follow', 'quit', ...used])).toEqual(new Set(named));
  });

  it('are typed without a mistake', () => {
    for (const typed of VERB_ROWS.flat()) {
      const call = verbIn(typed);
      expect(call && readCall(call.verb, call.args).kind).toMatch(/^(ask|answer|hook)$/);
    }
  });

  it('are run beside floods so that each is the first at some time', () => {
    const firsts = VERB_ROWS.map((_, index) => rowsBeside(index + 1)[0]);
    expect(new Set(firsts)).toEqual(new Set(VERB_ROWS));
  });

  it('are called without their values in the report', () => {
    expect(verbTitle(['say', 'thinking', 'Compiling', '--name', 'CI'])).toBe('say');
    expect(verbTitle(['status', '--json'])).toBe('status --json');
  });
});
