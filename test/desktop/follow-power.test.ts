import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { followPower } from '../../src-main/desktop/follow-power.ts';

it('reconnects after sleep and when the screen is unlocked, and reckons anew after sleep', () => {
  const power = new EventEmitter();
  const done: string[] = [];
  followPower(power, { reconnect: () => done.push('reconnect'), onResume: () => done.push('resume') });
  power.emit('resume');
  power.emit('unlock-screen');
  power.emit('lock-screen');
  expect(done).toEqual(['reconnect', 'resume', 'reconnect']);
});
