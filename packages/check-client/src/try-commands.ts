import { SETTLED_MS, type TriedCommand } from './observations.ts';
import { statusesOf, type WatchedSocket } from './watched-socket.ts';
import { commandsIn, type WireStatus } from './wire-status.ts';

/** How long an overlay waits for an ack, or for the effect of a command in the status. */
export const ANSWERED_WITHIN_MS = 3_000;

/**
 * Switch monitoring off and on again, or on and off (twice where it can be set), and set volume and mute to their current values, if offered. A toggle
 * without effect is not repeated, because a late effect would undo the second one.
 * @param watcher the overlay that watches for the effects.
 * @param greeted the overlay that said hello; it sends the commands while it is connected.
 */
export async function tryCommands({
  watcher,
  greeted,
}: {
  readonly watcher: WatchedSocket;
  readonly greeted: WatchedSocket | null;
}): Promise<readonly TriedCommand[]> {
  const offered = greeted === null ? null : offeredBy(greeted);
  const tried: TriedCommand[] = [];

  /** @param effect recognises the effect in a status; null for a command without a visible one. */
  const attempt = async (
    request: { readonly command: string; readonly args?: Readonly<Record<string, unknown>> },
    effect: ((status: WireStatus) => boolean) | null,
    { mustStay = false } = {},
  ) => {
    const sender = greeted?.record().closed === null ? greeted : watcher;
    const id = offered === null || sender === watcher ? null : `check-client-${tried.length + 1}`;
    const acksBefore = acksOf(sender).length;
    sender.send(JSON.stringify({ type: 'command', id: id ?? undefined, ...request }));
    const shows = () => {
      const last = statusesOf(watcher.record()).at(-1);
      return effect !== null && last !== undefined && effect(last.status) ? true : null;
    };
    const [shown, ack] = await Promise.all([
      effect === null ? null : watcher.until(shows, ANSWERED_WITHIN_MS).then((found) => found ?? false),
      id === null ? null : sender.until(() => acksOf(sender)[acksBefore], ANSWERED_WITHIN_MS),
    ]);
    if (mustStay) await watcher.until(() => null, SETTLED_MS);
    const tookEffect = mustStay ? shows() === true : shown;
    const closeCode = sender.record().closed?.code ?? null;
    tried.push({ command: request.command, id, tookEffect, ack, closeCode });
    return { tookEffect, isAnswered: (id === null || ack !== null) && closeCode === null };
  };

  const { monitoring = null, volume = null, muted = null } = statusesOf(watcher.record()).at(-1)?.status ?? {};
  const offers = (command: string) => offered?.includes(command) ?? false;
  const isSet = offers('set_monitoring');
  const switchTo = (on: boolean, options = {}) =>
    attempt(
      isSet ? { command: 'set_monitoring', args: { on } } : { command: 'toggle_monitoring' },
      (status) => status.monitoring === on,
      options,
    );
  if (monitoring !== null && (isSet || offered === null || offers('toggle_monitoring'))) {
    const there = await switchTo(!monitoring);
    if (there.tookEffect === false) return tried;
    // Sent twice, it must not undo itself.
    const again = isSet ? await switchTo(!monitoring, { mustStay: true }) : there;
    if (again.tookEffect === false) return tried;
    const back = await switchTo(monitoring);
    if (!there.isAnswered || !again.isAnswered || !back.isAnswered) return tried;
  }
  if (volume !== null && offers('set_volume')) await attempt({ command: 'set_volume', args: { level: volume } }, null);
  if (muted !== null && offers('set_muted')) await attempt({ command: 'set_muted', args: { muted } }, null);
  return tried;
}

/** Return the commands in the client's last hello; null for a client of version 1. */
function offeredBy(overlay: WatchedSocket): readonly unknown[] | null {
  const hello = overlay.record().frames.findLast((frame) => frame.type === 'hello');
  return hello === undefined ? null : commandsIn(hello.json);
}

function acksOf(overlay: WatchedSocket): readonly string[] {
  return overlay
    .record()
    .frames.filter((frame) => frame.type === 'ack')
    .map(({ raw }) => raw);
}
