import type { Page } from 'playwright';
import { type Client, createClient } from '../../packages/client/src/client.ts';
import type { CommandRequest } from '../../packages/client/src/protocol.ts';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { type AtEnd, withEndings } from '../../scripts/with-endings.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import type { Page as PageName } from '../../src-shared/pages.ts';
import type { Desktop } from '../lab/desktop.ts';
import { type DesktopName, desktopKind } from '../lab/desktops.ts';
import { freeClientPorts } from '../lab/free-port.ts';
import { click } from '../lab/hand.ts';
import { AT_REST_MS, driveOverlay, type OverlayOptions, type RunningOverlay } from '../lab/overlay-driver.ts';
import { type Picture, readPicture } from '../lab/picture.ts';
import { openPlainWindow, type PlainWindow, type PlainWindowOptions } from '../lab/plain-window.ts';
import { ANSWER, phaseIsShown } from '../lab/scenes.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until, untilAtRest } from '../lab/until.ts';

/** An overlay on a desktop, which is connected to a client. */
export interface Pair {
  readonly desktop: Desktop;
  readonly overlay: RunningOverlay;
  readonly client: Client;
  /** The commands that the client has received. */
  readonly commands: readonly CommandRequest[];
}

/** The same with an ordinary maximized window, which has the focus. */
export interface Stage extends Pair {
  readonly name: DesktopName;
  readonly electron: string;
  readonly session: 'x11' | 'wayland';
  readonly below: PlainWindow;
  close(): Promise<void>;
}

type PairSettings = NonNullable<OverlayOptions['settings']>;

/** The whole screen of every desktop. */
export const SCREEN: Rectangle = { x: 0, y: 0, width: 1_280, height: 800 };
/** A place of the maximized window that the overlay never covers. */
const BESIDE_OVERLAY = { x: 80, y: 640 };
const FOCUS_TIMEOUT_MS = 3_000;

export async function openStage(name: DesktopName, desktop: Desktop, electron: string): Promise<Stage> {
  const session = desktopKind(name).session.type;
  const endings: (() => unknown)[] = [];
  const close = async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  };
  try {
    const below = await openPlainWindow(desktop.env, {
      title: 'below',
      mode: 'maximized',
      colour: '#3465a4',
      backend: session,
    });
    endings.push(below.close);
    await giveFocus(desktop, below);
    const settings = { shortcuts: { toggleMonitoring: 'Control+Alt+M' } };
    const pair = await openPair((end) => endings.push(end), desktop, electron, settings);
    return { ...pair, name, electron, session, below, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Start an overlay with settings, and a client. */
async function openPair(
  atEnd: AtEnd,
  desktop: Desktop,
  electron: string,
  { behaviour, ...settings }: PairSettings,
): Promise<Pair> {
  const ports = await freeClientPorts();
  const commands: CommandRequest[] = [];
  const client = createClient({
    ...ports,
    // While it speaks there is one button more than before.
    commands: ['toggle_monitoring', 'stop_tts', 'send_text'],
    status: { status: 'Ready', monitoring: true },
    carryOut(request, { update }) {
      commands.push(request);
      if (request.command === 'stop_tts') update(TURN_OVER);
      return null;
    },
  });
  atEnd(client.stop);
  await client.start();
  const overlay = await driveOverlay({
    electron,
    env: desktop.env,
    ...ports,
    language: 'en',
    settings: {
      appearance: { theme: 'light', reducedMotion: 'always' },
      behaviour: { lingerSeconds: 0, ...behaviour },
      ...settings,
    },
  });
  atEnd(overlay.close);
  await until('the connection', () => client.named().length === 1);
  return { desktop, overlay, client, commands };
}

/** Do something while an overlay with other settings runs. */
export async function withPair(
  { desktop, electron }: Pick<Stage, 'desktop' | 'electron'>,
  settings: PairSettings,
  act: (pair: Pair) => Promise<void>,
): Promise<void> {
  await withEndings(async (atEnd) => act(await openPair(atEnd, desktop, electron, settings)));
}

/** Bring the stage into the state in which every check begins: the bubble hidden, the pointer beside it, the focus below. */
export async function resetStage(stage: Stage): Promise<void> {
  // Over the buttons, it would keep the bubble as wide as it is, until it leaves them in the middle of a check.
  await stage.desktop.hand.moveTo(BESIDE_OVERLAY);
  await hideBubble(stage);
  await giveFocus(stage.desktop, stage.below);
}

/** Give a window that the bubble does not cover the focus, as a user does. @throws when it does not get it. */
async function giveFocus({ hand }: Desktop, window: PlainWindow): Promise<void> {
  const hasFocus = () => until('the focus of the window below', window.hasFocus, FOCUS_TIMEOUT_MS);
  if (await hasFocus().catch(() => false)) return;
  await click(hand, BESIDE_OVERLAY);
  await hasFocus();
}

/** Have the assistant think, and wait until the bubble and its buttons have drawn that. */
export async function think({ client, overlay }: Pair): Promise<void> {
  client.update({ ...TURN_OVER, status: 'Processing...', wake_word_detected: true, text: '' });
  await phaseIsShown(overlay, 'thinking');
}

/** Have the answer spoken, and wait until the bubble and its buttons have drawn it. */
export async function speak(pair: Pair): Promise<void> {
  await think(pair);
  await goOnSpeaking(pair);
}

/** Have the answer spoken in whatever state the bubble is, and wait until it is drawn, and the buttons are where they stay. */
export async function goOnSpeaking({ client, overlay }: Pair): Promise<void> {
  client.update({ status: 'Speaking...', is_speaking: true, text: ANSWER.en });
  await phaseIsShown(overlay, 'speaking');
  const controls = await overlay.controls();
  await untilAtRest('the buttons at rest', () => boxOf(controls, '[data-testid="handle"]'), AT_REST_MS);
}

export async function hideBubble({ client, overlay }: Pair): Promise<void> {
  client.update(TURN_OVER);
  await until('the end of the bubble', async () => (await windowOf(overlay, 'bubble')) === null);
}

/** A window is hidden for a moment while it changes its layout. */
const SHOWN_TIMEOUT_MS = 2_000;

/** A window of the overlay. */
export interface OverlayWindow {
  /** Its number at the X server. */
  readonly id: number;
  readonly bounds: Rectangle;
}

/** Return a visible window of the overlay; null when there is none. */
export function windowOf(overlay: RunningOverlay, page: PageName): Promise<OverlayWindow | null> {
  return overlay.app.evaluate(({ BrowserWindow }, name) => {
    // While a window is opened anew, there is a hidden one as well.
    const window = BrowserWindow.getAllWindows().find(
      (one) => one.isVisible() && one.webContents.getURL().includes(name),
    );
    if (window === undefined) return null;
    return { id: window.getNativeWindowHandle().readUInt32LE(0), bounds: window.getBounds() };
  }, page);
}

/** @throws when the overlay shows no such window. */
export async function shownWindow(overlay: RunningOverlay, page: PageName): Promise<OverlayWindow> {
  return until(`the window "${page}"`, () => windowOf(overlay, page), SHOWN_TIMEOUT_MS);
}

/** Return where an element is on the screen. @throws when it is not in the page. */
export async function boxOf(page: Page, selector: string): Promise<Rectangle> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element === null) throw new Error(`not in the page: ${wanted}`);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: window.screenX + x, y: window.screenY + y, width, height };
  }, selector);
}

/** Take a picture of the screen. */
export async function look(desktop: Desktop): Promise<Picture> {
  const scratch = makeScratchFolder('picture');
  try {
    const file = `${scratch.path}/screen.png`;
    await desktop.screenshot(file);
    return await readPicture(file);
  } finally {
    scratch.remove();
  }
}

/** Do something while another window is open. */
export async function withWindow(
  { desktop, session }: Pick<Stage, 'desktop' | 'session'>,
  options: Pick<PlainWindowOptions, 'mode'> & Partial<PlainWindowOptions>,
  act: (window: PlainWindow) => Promise<void>,
): Promise<void> {
  const defaults = { title: 'another', colour: '#4e9a06', backend: session };
  const window = await openPlainWindow(desktop.env, { ...defaults, ...options });
  try {
    await act(window);
  } finally {
    await window.close();
  }
}
