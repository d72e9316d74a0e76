import { expect, it } from 'vitest';
import { answered } from '../../../src-renderer/settings/broker-question.ts';

const ANSWER = { kind: 'clients', clients: [{ topic: 'asystent/kitchen', name: 'Kitchen' }] } as const;

it('is answered', () => {
  expect(answered({ address: 'desk', answer: 'asking' }, 'desk', ANSWER)).toEqual({ address: 'desk', answer: ANSWER });
});

it('takes no late answer of another broker', () => {
  const question = { address: 'attic', answer: 'asking' } as const;
  expect(answered(question, 'desk', ANSWER)).toBe(question);
  expect(answered(null, 'desk', ANSWER)).toBeNull();
});
