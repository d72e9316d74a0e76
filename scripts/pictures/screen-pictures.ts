import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const run = promisify(execFile);

const FROM = join(PROJECT_ROOT, 'out', 'screens');
const TO = join(PROJECT_ROOT, 'docs', 'screenshots');

/** The end-to-end tests that save the screens for the pictures, as arguments of `npm test`. */
export const SCREEN_TESTS: readonly string[] = [
  'phases',
  'placement',
  'displays',
  'tray-panel',
  'panel-looks',
  'panel-answers',
  'several-clients',
  'notices',
];

/** Parts of a screen of 1280 × 800: the bubble at the top, alone, with the panel, with the last answers, and closer; the tray and its menu at the lower right. */
const BUBBLE = '[500x190+390+0]';
const PANEL = '[500x316+390+10]';
const ANSWERS = '[500x430+390+0]';
const CLIENT = '[450x150+415+10]';
const ICON = '[48x33+1232+767]';
const MENU = '[360x360+920+440]';

const AS_IT_IS = '+4+4';
const SMALL_SCREEN = '480x300+4+4';

/** Compose the pictures for docs/screenshots from the screens that the end-to-end tests saved. */
export async function assembleScreens(): Promise<void> {
  mkdirSync(TO, { recursive: true });
  for (const variant of ['pl-light', 'pl-dark', 'en-light', 'en-dark', 'en-forced-colors']) {
    const screens = PHASES.map((phase) => `phases/${variant}-${phase}.png${BUBBLE}`);
    await together(`phases-${variant}`, 2, screens, AS_IT_IS);
  }
  const clients = ['speaking', 'paused', 'error'].flatMap((scene) =>
    ['pl-light', 'pl-dark', 'en-light', 'en-dark'].map((variant) => `clients/${variant}-${scene}.png${CLIENT}`),
  );
  await together('several-assistants', 4, clients, AS_IT_IS);
  const notices = ['notification', 'briefing', 'summary', 'text', 'error'].flatMap((scene) =>
    ['pl-light', 'pl-dark', 'en-light', 'en-dark', 'en-forced-colors'].map(
      (variant) => `notices/${variant}-${scene}.png${BUBBLE}`,
    ),
  );
  await together('notices', 5, notices, AS_IT_IS);
  const panels = ['pl', 'en'].flatMap((language) =>
    ['light', 'dark', 'light-trouble', 'dark-trouble'].map((variant) => `panel/${language}-${variant}.png${PANEL}`),
  );
  await together('panel', 2, [...panels, `panel/en-forced-colors.png${PANEL}`], AS_IT_IS);
  const answers = ['pl', 'en'].flatMap((language) =>
    ['light', 'dark'].map((variant) => `panel/${language}-${variant}-answers.png${ANSWERS}`),
  );
  const rest = [`panel/en-forced-colors-answers.png${ANSWERS}`, `panel/pl-light-no-answers.png${ANSWERS}`];
  await together('panel-answers', 2, [...answers, ...rest], AS_IT_IS);
  const settings = ['pl', 'en'].flatMap((language) =>
    ['light', 'dark'].map((theme) => `assistant/${language}-${theme}.png`),
  );
  await together('settings-assistant', 2, settings, '640x+4+4');
  const icons = ['dark', 'light'].flatMap((panel) => PHASES.map((phase) => `tray/${panel}-${phase}.png${ICON}`));
  await together('tray-icons', PHASES.length, icons, AS_IT_IS);
  await together('tray-menu', 1, [`tray/menu.png${MENU}`], '+0+0');
  const anchors = ['top-left', 'top', 'top-right', 'left', '', 'right', 'bottom-left', 'bottom', 'bottom-right'];
  await together(
    'anchors',
    3,
    anchors.map((anchor) => anchor && `anchors/${anchor}.png`),
    SMALL_SCREEN,
  );
  await together('scales', 3, ['scale-75.png', 'scale-100.png', 'scale-200.png'], SMALL_SCREEN);
  await together('two-displays', 1, ['two-displays.png'], '960x+4+4');
}

/** 52 shades of each colour: no visible difference, and files of half the size or less. */
const FEWER_SHADES = ['+dither', '-posterize', '52', '-define', 'png:compression-level=9'];

/** Save screens, or parts of them, as one picture, in rows of `columns`. An empty name leaves a gap. */
async function together(name: string, columns: number, screens: readonly string[], geometry: string): Promise<void> {
  const files = screens.map((screen) => (screen === '' ? 'null:' : join(FROM, screen)));
  const layout = ['-tile', `${columns}x`, '-geometry', geometry, '-background', '#20262c', '-strip'];
  const picture = join(TO, `${name}.png`);
  await run('montage', [...files, ...layout, picture]);
  await run('convert', [picture, ...FEWER_SHADES, picture]);
}
