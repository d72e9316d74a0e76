import { expect, it } from 'vitest';
import { interruptsOurCode } from '../../src-main/runtime/fault-origin.ts';

function withFrames(...frames: string[]): Error {
  const error = new Error('a fault');
  error.stack = ['Error: a fault', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}

it('knows an exception of the runtime, which leaves nothing of ours half done [REL-FAULT-IN-RUNTIME]', () => {
  expect(interruptsOurCode(withFrames('TCP.onStreamRead (node:internal/stream_base_commons:218:20)'))).toBe(false);
  expect(
    interruptsOurCode(withFrames('node:net:12:3', 'process.processTicksAndRejections (node:internal/x:1:2)')),
  ).toBe(false);
});

it.each([
  [
    'in our code',
    withFrames('view (file:///app/out/main/app.js:1:2)', 'Timeout._onTimeout (node:internal/timers:1:2)'),
  ],
  ['under our code', withFrames('new ErrnoException (node:internal/errors:1:2)', 'open (/app/out/main/app.js:3:4)')],
  ['without a stack', withFrames()],
  ['that is no error', 'thrown as it is'],
])('takes one %s for ours', (_, error) => {
  expect(interruptsOurCode(error)).toBe(true);
});

it('takes one that was thrown here for ours', () => {
  expect(interruptsOurCode(new Error('here'))).toBe(true);
});
