import { expect, it, test } from 'vitest';
import { dataOf, requestIn } from '../../src-main/start/second-start.ts';

test.each(['open-settings', 'nothing', 'stopSpeech'] as const)('%s reaches the overlay that runs', (request) => {
  expect(requestIn(JSON.parse(JSON.stringify(dataOf(request))))).toBe(request);
});

it('opens the settings for a start that sends nothing or anything else', () => {
  for (const data of [undefined, null, {}, { request: 'quit' }, 'stopSpeech']) {
    expect(requestIn(data)).toBe('open-settings');
  }
});
