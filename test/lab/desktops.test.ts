import { expect, it } from 'vitest';
import { COMMANDS } from '../../scripts/commands.mjs';
import { DESKTOPS, isDesktopName, needsNewerXwayland } from './desktops.ts';

it('every desktop is named in the usage of the command that tries them', () => {
  const { usage } = COMMANDS.desktops;
  const usual = /^Desktops: (.*?);/m.exec(usage)?.[1]?.split(' ');
  const others = /^Only if named: (.*?),/m.exec(usage)?.[1]?.split(' ');
  const all = Object.keys(DESKTOPS).filter(isDesktopName);
  expect(usual).toEqual(all.filter((name) => !needsNewerXwayland(name)));
  expect(others).toEqual(all.filter(needsNewerXwayland));
});
