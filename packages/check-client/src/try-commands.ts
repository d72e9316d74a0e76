import { parseFrame, type Status } from '../../../src-main/assistants/asystent/protocol.ts';
import type { Offer } from '../../../src-main/assistants/asystent/protocol-offer.ts';
import type { CommandName } from '../../../src-shared/commands.ts';
import { statusesOf, typeOf } from './frames.ts';
import type { TriedCommand } from './observations.ts';
import type { WatchedSocket } from './watched-socket.ts';

interface WireCommand {
  readonly command: 'toggle_monitoring' | 'set_volume' | 'set_muted';
  readonly args?: Readonly<Record<string, number | boolean>>;
}

/** How long an overlay waits for an ack, or for the status that a command leads to. */
export const ANSWERED_WITHIN_MS = 3_000;

/**
 * Switches the monitoring and switches it back, and sets what else is offered to what it is. A toggle that came to
 * nothing is not sent again: sent twice, it is undone.
 * @param watcher the overlay that looks for what changes.
 * @param greeted the one that has said hello: it sends the commands as long as it is there.
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

  /** @returns whether all that was to come of it came. */
  const attempt = async (request: WireCommand, effect: ((status: Status) => boolean) | null) => {
    const sender = greeted?.record().closed === null ? greeted : watcher;
    const id = offered === null || sender === watcher ? null : `check-client-${tried.length + 1}`;
    const acksBefore = acksOf(sender).length;
    sender.send(JSON.stringify({ type: 'command', id: id ?? undefined, ...request }));
    const shows = () => {
      const last = statusesOf(watcher.record()).at(-1);
      return effect !== null && last !== undefined && effect(last.status) ? true : null;
    };
    const [tookEffect, ack] = await Promise.all([
      effect === null ? null : watcher.until(shows, ANSWERED_WITHIN_MS).then((shown) => shown ?? false),
      id === null ? null : sender.until(() => acksOf(sender)[acksBefore], ANSWERED_WITHIN_MS),
    ]);
    const closeCode = sender.record().closed?.code ?? null;
    tried.push({ command: request.command, id, tookEffect, ack, closeCode });
    return { tookEffect, isAnswered: (id === null || ack !== null) && closeCode === null };
  };

  const { monitoring = null, volume = null, muted = null } = statusesOf(watcher.record()).at(-1)?.status ?? {};
  if (monitoring !== null && (offered?.includes('set_monitoring') ?? true)) {
    const there = await attempt({ command: 'toggle_monitoring' }, (status) => status.monitoring === !monitoring);
    if (there.tookEffect === false) return tried;
    const back = await attempt({ command: 'toggle_monitoring' }, (status) => status.monitoring === monitoring);
    if (!there.isAnswered || !back.isAnswered) return tried;
  }
  const offers = (command: CommandName) => offered?.includes(command) ?? false;
  if (volume !== null && offers('set_volume')) await attempt({ command: 'set_volume', args: { level: volume } }, null);
  if (muted !== null && offers('set_muted')) await attempt({ command: 'set_muted', args: { muted } }, null);
  return tried;
}

/** What a client of version 2 can be told; null: it is one of version 1. */
function offeredBy(overlay: WatchedSocket): Offer['commands'] | null {
  const frames = overlay.record().frames.map(({ raw }) => parseFrame(raw));
  const last = frames.findLast((frame) => frame?.kind === 'offer');
  return last?.kind === 'offer' ? last.offer.commands : null;
}

function acksOf(overlay: WatchedSocket): readonly string[] {
  return overlay
    .record()
    .frames.filter((frame) => typeOf(frame) === 'ack')
    .map(({ raw }) => raw);
}
