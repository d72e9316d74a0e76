import { expect, it } from 'vitest';
import { findingText, NO_ANSWER, problemText } from '../../../src-renderer/settings/finding-text.ts';
import { translator } from '../../../src-shared/strings.ts';

const [en, pl] = [translator('en'), translator('pl')];

it('a test is told in short sentences', () => {
  const found = { kind: 'found', name: 'OVOS', facts: ['microphone-on', 'no-volume'] } as const;
  expect(findingText('ovos', found, en)).toBe('Found: OVOS. Microphone on. No volume control.');
  expect(findingText('ovos', found, pl)).toBe('Znaleziono: OVOS. Mikrofon włączony. Bez regulacji głośności.');
});

it('what kept it from its end is told as well', () => {
  expect(findingText('ovos', { kind: 'nothing' }, en)).toBe('Nothing answers at this address.');
  expect(findingText('hass', { kind: 'denied', reason: 'wrong-key' }, en)).toContain('refused the token');
  expect(findingText('mqtt', { kind: 'denied', reason: 'wrong-key' }, en)).toContain(
    'refused the user, the password or the certificate',
  );
  expect(findingText('ovos', { kind: 'problem', problem: 'needs-pairing' }, en)).toBe(
    'This address is on another computer: pair with that Asystent in the settings.',
  );
  expect(findingText('hass', { kind: 'problem', problem: 'no-token' }, pl)).toContain('token');
});

it('a question without an answer can be asked again', () => {
  expect(findingText('mqtt', NO_ANSWER, en)).toBe('This did not work. Try again; the log has the reason.');
  expect(problemText(NO_ANSWER.problem, pl)).toContain('Spróbuj ponownie');
});
