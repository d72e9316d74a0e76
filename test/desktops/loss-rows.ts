/** What is left when a part of the desktop dies. */

import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../../packages/client/src/client.ts';
import { withEndings } from '../../scripts/with-endings.ts';
import type { WindowManagerPart } from '../lab/desktop.ts';
import { freeClientPorts } from '../lab/free-port.ts';
import { click } from '../lab/hand.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { bubblePoints, buttonPoint, clicksPass, settle } from './clicks.ts';
import { NotApplicable, type Row } from './row.ts';
import { bubbleIsSeen } from './seen.ts';
import { type Stage, speak, windowOf } from './stage.ts';
import { startAsUser } from './user-start.ts';

/** The overlay keeps its windows where nothing composites. */
const ANEW_TIMEOUT_MS = 4_000;
/** A window manager, or an overlay, that starts again on a busy machine may take that long to draw everything. */
const RECOVERED_TIMEOUT_MS = 15_000;
/** From the connection of an overlay until it is ready for anything. */
const STARTED_MS = 1_500;

export const LOSS_ROWS: readonly Row[] = [
  {
    name: 'manager-replaced',
    title: 'still on top, with clicks passing, after the window manager has been replaced',
    breaks: true,
    check: (stage) => isWholeAfter(stage, (manager) => manager.replace()),
  },
  {
    name: 'manager-restarted',
    title: 'the same after the window manager has crashed and started again',
    breaks: true,
    check: (stage) =>
      isWholeAfter(stage, async (manager) => {
        await manager.kill();
        await settle();
        await manager.start();
      }),
  },
  {
    name: 'compositor-dies',
    title: 'no black box when the compositor dies; clear again when it is back',
    breaks: true,
    async check(stage) {
      const { compositor } = stage.desktop;
      if (compositor === null) throw new NotApplicable('no compositor runs beside the window manager');
      await speak(stage);
      await compositor.kill();
      await bubbleIsSeen(stage);
      await compositor.start();
      await bubbleIsSeen(stage);
    },
  },
  {
    name: 'xwayland-dies',
    title: 'comes back when XWayland has crashed and the compositor has started it again',
    async check({ name, electron, session }) {
      if (session === 'x11') throw new NotApplicable('there is no XWayland');
      await withEndings(async (atEnd) => {
        const desktop = await startDesktop(name);
        atEnd(desktop.stop);
        const ports = await freeClientPorts();
        const client = createClient(ports);
        await client.start();
        atEnd(client.stop);
        const overlay = startAsUser(electron, desktop.env, ports);
        atEnd(overlay.stop);
        await until('the connection', () => client.overlays() > 0);
        await delay(STARTED_MS);
        const first = overlay.running()?.pid;
        const before = await until('XWayland', desktop.xwayland);
        process.kill(before, 'SIGKILL');
        const isBack = () => until('XWayland', () => ![null, before].includes(desktop.xwayland()));
        await isBack().catch(() => {
          throw new NotApplicable('the compositor does not start it again');
        });
        const isNew = () => ![undefined, first].includes(overlay.running()?.pid) && client.overlays() > 0;
        await until('a new overlay', isNew, RECOVERED_TIMEOUT_MS);
      });
    },
  },
];

/** Check that the bubble is whole again after something has happened to the window manager. */
async function isWholeAfter(stage: Stage, act: (manager: WindowManagerPart) => Promise<void>): Promise<void> {
  const { manager } = stage.desktop;
  if (manager === null) throw new NotApplicable('the compositor is the display server');
  await speak(stage);
  const isAnew = await windowsAnew(stage);
  await act(manager);
  await isAnew();
  await isWhole(stage);
}

/** Return what waits until the overlay has opened its windows anew, as it does for most window managers that begin. */
async function windowsAnew({ overlay }: Stage): Promise<() => Promise<void>> {
  const pages = ['bubble', 'controls'] as const;
  const numbers = () => Promise.all(pages.map((page) => windowOf(overlay, page).then((window) => window?.id)));
  const before = await numbers();
  return async () => {
    const areAnew = async () => (await numbers()).every((number) => number !== undefined && !before.includes(number));
    await until('the windows anew', areAnew, ANEW_TIMEOUT_MS).catch(() => {});
  };
}

/** Check that the bubble is seen, lets clicks through, and has its buttons. */
async function isWhole(stage: Stage): Promise<void> {
  await bubbleIsSeen(stage, RECOVERED_TIMEOUT_MS);
  await clicksPass(stage, stage.below, await bubblePoints(stage));
  const sent = stage.commands.length;
  await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
  await until('the command', () => stage.commands.length > sent);
}
