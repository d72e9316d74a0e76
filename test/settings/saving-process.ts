// Saves settings again and again until it is killed: `saving-process.ts FOLDER`. Two fields always belong together.

import { systemClock } from '../../src-main/runtime/clock.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import { openProfileFolder } from '../../src-main/start/profile-folder.ts';

const settings = openSettings({
  folder: openProfileFolder(process.argv[2] ?? ''),
  clock: systemClock,
  now: () => new Date(),
  log: (line) => process.stdout.write(`${line}\n`),
});
// The file of an earlier run has to be whole: nothing was broken, nothing replaced.
if (settings.problems().length > 0) throw new Error(JSON.stringify(settings.problems()));
/** Whether the other side knows that there is a file. */
let isSaid = false;
for (let count = settings.current().behaviour.lingerSeconds; ; count = (count + 1) % 60) {
  // A long name makes the file long enough to be caught half written.
  const places = { ['x'.repeat(20_000)]: { anchor: 'top', offsetX: count, offsetY: 0 } };
  settings.update('behaviour', { lingerSeconds: count });
  settings.update('position', { places });
  settings.flush();
  if (!isSaid) process.stdout.write('saving\n');
  isSaid = true;
}
