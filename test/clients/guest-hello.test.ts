import { expect, it } from 'vitest';
import { guestHello } from '../../src-main/clients/guest-hello.ts';
import { heldTo } from '../wire-schema.ts';

it('the hello of a guest has its name, if it has one, and takes no commands', () => {
  const { data } = JSON.parse(heldTo('clientFrame', guestHello('CI')));
  expect(data).toEqual({ protocol: 2, client: { name: 'CI', version: '1' }, commands: [], settings: [] });
  expect(JSON.parse(guestHello(null)).data).toEqual({ protocol: 2, commands: [], settings: [] });
});
