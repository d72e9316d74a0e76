import type { Change } from './change.ts';
import { systemClock } from './clock.ts';
import type { ClientMetrics } from './metrics.ts';
import type { Overlay, Overlays } from './overlays.ts';

/** The shortest time between two levels of the microphone, as overlays draw them: each one wakes every overlay. */
const LEVEL_INTERVAL_MS = 150;

/** Sends frames to overlays, and counts them. */
export interface Broadcast {
  /** Encodes a frame once for all of its receivers. @returns the number of overlays that it was sent to. */
  send(to: readonly Overlay[], frame: string): number;
  /** Sends a change of the status as each overlay takes it. Of levels that come too fast, it sends the newest. */
  change(change: Change): void;
  /** Drops a level that waits. */
  stop(): void;
}

/** @param options.statusFrame returns the current status as a frame. */
export function createBroadcast(options: {
  readonly overlays: Pick<Overlays, 'all' | 'send'>;
  readonly metrics: Pick<ClientMetrics, 'add'>;
  readonly statusFrame: () => string;
  readonly nowMs: () => number;
}): Broadcast {
  const { overlays, metrics, statusFrame, nowMs } = options;
  let levelSentMs = Number.NEGATIVE_INFINITY;
  let cancelLevel = () => {};

  function send(to: readonly Overlay[], frame: string): number {
    const bytes = Buffer.from(frame);
    const sent = overlays.send(to, bytes);
    metrics.add('frames_sent_total', sent);
    metrics.add('frame_bytes_sent_total', sent * bytes.length);
    return sent;
  }

  function sendStatus(to: readonly Overlay[]): void {
    for (const overlay of to) overlay.isApart = false;
    send(to, statusFrame());
  }

  /** Sends the status to the overlays that accept levels: now, or once the time is up. */
  function sendLevel(): void {
    const now = () => {
      levelSentMs = nowMs();
      metrics.add('broadcasts_total');
      sendStatus(overlays.all().filter(({ accepts }) => accepts.includes('level')));
    };
    cancelLevel();
    const waitMs = levelSentMs + LEVEL_INTERVAL_MS - nowMs();
    if (waitMs <= 0) now();
    else cancelLevel = systemClock.setTimeout(now, waitMs);
  }

  return {
    send,
    change(change) {
      const all = overlays.all();
      switch (change.kind) {
        case 'none':
          return;
        case 'level':
          sendLevel();
          return;
        case 'grown': {
          metrics.add('broadcasts_total');
          const takes = ({ accepts, isApart }: Overlay) => accepts.includes('text_delta') && !isApart;
          send(all.filter(takes), JSON.stringify(change.delta));
          sendStatus(all.filter((overlay) => !takes(overlay)));
          return;
        }
        case 'other':
          metrics.add('broadcasts_total');
          // The status has the newest level.
          cancelLevel();
          levelSentMs = nowMs();
          sendStatus(all);
      }
    },
    stop: () => cancelLevel(),
  };
}
