import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme } from 'electron';
import { TEXTS_CHANNEL } from '../src-shared/texts-contract.ts';
import { type FirstPage, firstBounds, keepForBubble } from './bubble/first-page.ts';
import { createRegistrar, type Registrar } from './ipc/registrar.ts';
import { openProfile, type Profile } from './open-profile.ts';
import { drawInSoftware, drawsInSoftware } from './runtime/chromium-switches.ts';
import { systemClock as clock } from './runtime/clock.ts';
import { onGpuEnd, watchGpu } from './runtime/gpu-crashes.ts';
import { tellConsoles } from './runtime/page-console.ts';
import { textsIn } from './runtime/texts.ts';
import { lockPages, lockSession, registerAppScheme } from './security/lockdown.ts';
import { themeSourceOf } from './settings/effects.ts';
import { bootstrap, type Start } from './start/bootstrap.ts';
import { keepRequests, type RequestKeeper } from './start/second-start.ts';
import { systemDisplays } from './windows/displays.ts';
import { loadPage } from './windows/load-page.ts';

const RENDERER_ROOT = join(app.getAppPath(), 'out/renderer');

/** The result of the first part of the start, from which the rest of the app starts. */
export interface Begun extends Pick<Start, 'environment' | 'isOnce' | 'isOnWayland'> {
  /** The profile's name; null: the default one, or one without a name. */
  readonly profile: string | null;
  readonly opened: Profile;
  /** Answers pages for their texts already. */
  readonly ipc: Registrar;
  /** Takes the requests of later starts. */
  readonly requests: RequestKeeper;
  /** The page of the first bubble, which loads already; null when there will be none at first. */
  readonly firstPage: FirstPage | null;
}

/**
 * Begin the start, with as little code as possible: do what must come before the app is ready, wait for that, and let the bubble's
 * page load, whose process takes longer than anything that main does meanwhile.
 * @returns null if this process ends.
 * @throws UserError if the user has to correct something.
 */
export async function begin(): Promise<Begun | null> {
  const start = bootstrap();
  if (start === null) return null;
  const { environment, isOnce, isOnWayland } = start;
  // A folder from the environment may be that of any profile.
  const profile = environment.profileDir === null ? start.profile : null;
  const opened = openProfile(clock, profile);
  const { settings, log } = opened;
  const { appearance } = settings.current();
  const isCardRefused = app.commandLine.hasSwitch('disable-gpu');
  const inSoftware = drawsInSoftware(appearance.drawing, isCardRefused, process.platform);
  if (inSoftware) drawInSoftware(app, process.platform);
  registerAppScheme();
  lockPages(app);
  if (!app.isPackaged) tellConsoles(app);
  watchGpu(inSoftware, log);
  // The overlay lives in the tray: windows come and go.
  app.on('window-all-closed', () => {});
  // No window has a menu bar. On macOS all windows share one, whose entries are needed to copy and paste.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  app.on('session-created', (session) => lockSession(session, RENDERER_ROOT));
  const requests = keepRequests(app);
  const ipc = createRegistrar(ipcMain, log);
  ipc.answer(TEXTS_CHANNEL, textsIn(app.getAppPath()));

  await app.whenReady();
  nativeTheme.themeSource = themeSourceOf(appearance);
  const bounds = firstBounds(settings.current(), systemDisplays.now());
  const firstPage = bounds === null ? null : keepForBubble(clock, loadPage(clock, 'bubble', bounds, false), onGpuEnd);
  // Main answers nobody while it loads a module, and at its beginning the page's process waits for answers.
  await firstPage?.asked;
  return { environment, isOnce, isOnWayland, profile, opened, ipc, requests, firstPage };
}
