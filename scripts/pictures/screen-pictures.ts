import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const run = promisify(execFile);

const FROM = join(PROJECT_ROOT, 'out', 'screens');
/** The pictures of the documents. */
export const SCREENSHOTS = join(PROJECT_ROOT, 'docs', 'screenshots');

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
  'reading',
  'heard',
  'compact',
];

/** Parts of a screen of 1280 × 800: the bubble at the top, alone, with the panel, with the last answers, with an answer, and closer; the tray and its menu at the lower right. */
const BUBBLE = '[500x190+390+0]';
const PANEL = '[500x316+390+10]';
const ANSWERS = '[500x446+390+0]';
const FORMATTED = '[500x270+390+10]';
const HEARD = '[500x166+390+10]';
const CLIENT = '[450x150+415+10]';
const ICON = '[48x33+1232+767]';
const MENU = '[360x360+920+440]';

const AS_IT_IS = '+4+4';
const SMALL_SCREEN = '480x300+4+4';

const LOOKS = ['pl-light', 'pl-dark', 'en-light', 'en-dark'];
const ALL_LOOKS = [...LOOKS, 'en-forced-colors'];

/** Compose the pictures for docs/screenshots from the screens that the end-to-end tests saved. */
export async function assembleScreens(): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const look of ALL_LOOKS) {
    const screens = PHASES.map((phase) => `phases/${look}-${phase}.png${BUBBLE}`);
    await together(`phases-${look}`, 2, screens, AS_IT_IS);
  }
  const clients = ['speaking', 'paused', 'error'].flatMap((scene) =>
    LOOKS.map((look) => `clients/${look}-${scene}.png${CLIENT}`),
  );
  await together('several-assistants', 4, clients, AS_IT_IS);
  const notices = ['notification', 'briefing', 'summary', 'text', 'error'].flatMap((scene) =>
    ALL_LOOKS.map((look) => `notices/${look}-${scene}.png${BUBBLE}`),
  );
  await together('notices', 5, notices, AS_IT_IS);
  const formatted = LOOKS.map((look) => `formatted/${look}.png${FORMATTED}`);
  await together('formatted', 2, formatted, AS_IT_IS);
  const heard = ['thinking', 'answer'].flatMap((part) =>
    ['light', 'dark'].map((look) => `heard-${part}-${look}.png${HEARD}`),
  );
  await together('heard', 2, heard, AS_IT_IS);
  const panels = ['pl', 'en'].flatMap((language) =>
    ['light', 'dark', 'light-trouble', 'dark-trouble'].map((variant) => `${language}-${variant}`),
  );
  const panelScreens = [...panels, 'en-forced-colors'].map((variant) => `panel/${variant}.png${PANEL}`);
  await together('panel', 2, panelScreens, AS_IT_IS);
  const answers = [...ALL_LOOKS.map((look) => `${look}-answers`), 'pl-light-no-answers'];
  const answerScreens = answers.map((variant) => `panel/${variant}.png${ANSWERS}`);
  await together('panel-answers', 2, answerScreens, AS_IT_IS);
  const settings = LOOKS.map((look) => `assistant/${look}.png`);
  await together('settings-assistant', 2, settings, '640x+4+4');
  const icons = ['dark', 'light'].flatMap((panel) => PHASES.map((phase) => `tray/${panel}-${phase}.png${ICON}`));
  await together('tray-icons', PHASES.length, icons, AS_IT_IS);
  await together('tray-menu', 1, [`tray/menu.png${MENU}`], '+0+0');
  const anchors = ['top-left', 'top', 'top-right', 'left', '', 'right', 'bottom-left', 'bottom', 'bottom-right'];
  const places = anchors.map((anchor) => anchor && `anchors/${anchor}.png`);
  await together('anchors', 3, places, SMALL_SCREEN);
  await together('scales', 3, ['scale-75.png', 'scale-100.png', 'scale-200.png'], SMALL_SCREEN);
  await together('two-displays', 1, ['two-displays.png'], '960x+4+4');
}

/** 52 shades of each colour: no visible difference, and files of half the size or less. */
const FEWER_SHADES = ['+dither', '-posterize', '52', '-define', 'png:compression-level=9'];

/** Save screens, or parts of them, as one picture, in rows of `columns`. An empty name leaves a gap. */
async function together(name: string, columns: number, screens: readonly string[], geometry: string): Promise<void> {
  const files = screens.map((screen) => (screen === '' ? 'null:' : join(FROM, screen)));
  const layout = ['-tile', `${columns}x`, '-geometry', geometry, '-background', '#20262c', '-strip'];
  const picture = join(SCREENSHOTS, `${name}.png`);
  await run('montage', [...files, ...layout, picture]);
  await run('convert', [picture, ...FEWER_SHADES, picture]);
}
