import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, test } from 'vitest';
import { dataOf, keepRequests, type Request, requestIn } from '../../src-main/start/second-start.ts';

test.each(['open-settings', 'nothing', 'stopSpeech'] as const)('%s reaches the overlay that runs', (request) => {
  expect(requestIn(JSON.parse(JSON.stringify(dataOf(request))))).toBe(request);
});

it('opens the settings for a start that sends nothing or anything else', () => {
  for (const data of [undefined, null, {}, { request: 'quit' }, 'stopSpeech']) {
    expect(requestIn(data)).toBe('open-settings');
  }
});

it('is kept until somebody listens, and then handed on at once', () => {
  const app = new EventEmitter();
  const listen = keepRequests(app as unknown as Pick<App, 'on'>);
  const ask = (request: Request) => app.emit('second-instance', {}, [], '', dataOf(request));
  ask('stopSpeech');
  ask('open-settings');
  const heard: Request[] = [];
  listen((request) => heard.push(request));
  expect(heard).toEqual(['stopSpeech', 'open-settings']);
  ask('nothing');
  expect(heard).toEqual(['stopSpeech', 'open-settings', 'nothing']);
});
