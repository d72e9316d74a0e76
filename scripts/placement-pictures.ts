// `node scripts/placement-pictures.ts`: puts what the end-to-end tests of the placement saw on the screen together for
// docs/screenshots. Run them first: `npm test -- placement displays`.

import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from './overlay-process.ts';

const FROM = join(PROJECT_ROOT, 'out', 'screens');
const TO = join(PROJECT_ROOT, 'docs', 'screenshots');

mkdirSync(TO, { recursive: true });
await together('anchors', 3, [
  ...['anchors/top-left', 'anchors/top', 'anchors/top-right'],
  ...['anchors/left', 'null:', 'anchors/right'],
  ...['anchors/bottom-left', 'anchors/bottom', 'anchors/bottom-right'],
]);
await together('scales', 3, ['scale-75', 'scale-100', 'scale-200']);
await together('two-displays', 1, ['two-displays'], '960x');

/** Saves pictures as one, in rows of `columns`. `null:` leaves a gap. */
async function together(name: string, columns: number, pictures: readonly string[], size = '480x300'): Promise<void> {
  const files = pictures.map((picture) => (picture === 'null:' ? picture : join(FROM, `${picture}.png`)));
  const look = ['-tile', `${columns}x`, '-geometry', `${size}+4+4`, '-background', '#20262c', '-strip'];
  await promisify(execFile)('montage', [...files, ...look, join(TO, `${name}.png`)]);
}
