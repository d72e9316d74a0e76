import { describe, expect, it } from 'vitest';
import {
  type Post,
  type Posted,
  type PostedWord,
  postedAfter,
  postedFrames,
  withoutNotice,
} from '../../src-main/clients/posted-status.ts';
import { heldTo } from '../wire-schema.ts';

const post = (word: PostedWord, text: string | null = null, heard: string | null = null): Post => ({
  word,
  text,
  heard,
});

function standing(...posts: readonly Post[]): Posted {
  const [first, ...others] = posts;
  return others.reduce<Posted>((posted, each) => postedAfter(posted, each), postedAfter(null, first ?? post('ready')));
}

const phases = (before: Posted | null, posted: Posted) =>
  postedFrames(before, posted).map((frame) => {
    const { phase, text } = JSON.parse(heldTo('clientFrame', frame)).data;
    return [phase, text];
  });

describe('what stands posted', () => {
  it('has the text where the word puts it', () => {
    expect(standing(post('thinking', 'Compiling'))).toMatchObject({
      phase: 'thinking',
      activity: 'Compiling',
      answer: '',
    });
    expect(standing(post('error', 'no disk'))).toMatchObject({ phase: 'error', cause: 'no disk' });
    expect(standing(post('listening', 'what time'))).toMatchObject({ phase: 'listening', heard: 'what time' });
    expect(standing(post('ready', 'Seven.'))).toMatchObject({ phase: 'ready', answer: 'Seven.' });
    expect(standing(post('notice', 'Done'))).toMatchObject({ phase: 'ready', notice: 'Done' });
  });

  it('keeps what was heard and answered for a turn, and what is done for a moment', () => {
    const asked = standing(post('thinking', null, 'what time?'));
    const working = postedAfter(asked, post('thinking', 'Clock'));
    expect(working).toMatchObject({ turn: asked.turn, heard: 'what time?', activity: 'Clock' });
    const answered = postedAfter(working, post('ready', 'Seven.'));
    expect(answered).toMatchObject({ turn: asked.turn, heard: 'what time?', activity: '', answer: 'Seven.' });
    expect(postedAfter(answered, post('thinking'))).toMatchObject({ turn: asked.turn + 1, heard: '', answer: '' });
    expect(postedAfter(working, post('thinking', null, 'and here?'))).toMatchObject({
      turn: asked.turn + 1,
      heard: 'and here?',
    });
  });

  it('goes on after a question, and beside a notice', () => {
    const working = standing(post('thinking', null, 'do it'));
    const asking = postedAfter(working, post('question', 'May I?'));
    expect(asking).toMatchObject({ phase: 'ready', notice: 'May I?', isAsking: true, turn: working.turn });
    expect(postedAfter(asking, post('thinking'))).toMatchObject({ turn: working.turn, heard: 'do it', notice: null });
    expect(postedAfter(working, post('notice', 'By the way'))).toMatchObject({
      phase: 'thinking',
      notice: 'By the way',
    });
    expect(withoutNotice(asking)).toMatchObject({ notice: null });
  });

  it('has ended when it is idle, and keeps its answer', () => {
    const working = standing(post('thinking', 'Compiling', 'do it'));
    expect(postedAfter(working, post('idle', 'Your turn'))).toMatchObject({
      ...{ phase: 'ready', turn: working.turn, activity: '', notice: 'Your turn', isAsking: false },
    });
    const answered = postedAfter(working, post('ready', 'Done.'));
    expect(postedAfter(answered, post('idle', 'Your turn'))).toEqual({ ...answered, notice: 'Your turn' });
    const asking = postedAfter(working, post('question', 'May I?'));
    expect(postedAfter(asking, post('idle', ''))).toMatchObject({ phase: 'ready', isAsking: false });
    expect(postedAfter(standing(post('paused')), post('idle', ''))).toMatchObject({ phase: 'paused' });
  });
});

describe('its frames', () => {
  it('let an answer begin before it is over', () => {
    const working = standing(post('thinking'));
    const answered = postedAfter(working, post('ready', 'Seven.'));
    expect(phases(null, working)).toEqual([['thinking', '']]);
    expect(phases(working, answered)).toEqual([
      ['speaking', ''],
      ['speaking', 'Seven.'],
      ['ready', 'Seven.'],
    ]);
    expect(phases(answered, withoutNotice(answered))).toEqual([['ready', 'Seven.']]);
    expect(phases(working, postedAfter(working, post('speaking', 'Seven.')))).toEqual([
      ['speaking', ''],
      ['speaking', 'Seven.'],
    ]);
  });

  it('say what is wrong', () => {
    const [frame = ''] = postedFrames(null, standing(post('error', 'disk')));
    expect(JSON.parse(frame).data.status).toBe('Error: disk');
  });
});
