import { expect, it } from 'vitest';
import { COMMANDS } from '../../scripts/commands.mjs';
import { DESKTOPS } from './desktops.ts';

it('every desktop is named in the usage of the command that tries them', () => {
  const named = /^Desktops: (.*?);/m.exec(COMMANDS.desktops.usage)?.[1]?.split(' ');
  expect(named).toEqual(Object.keys(DESKTOPS));
});
