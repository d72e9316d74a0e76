/** The part of Electron's `powerMonitor` that is used. */
interface Power {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
}

/** Called when the computer wakes up, or the user unlocks the screen. */
export interface PowerHandlers {
  /** After sleep, a socket can seem open and be dead. */
  readonly reconnect: () => void;
  /** The monotonic clock may have stood still, so timers for a time of day are wrong. */
  readonly onResume: () => void;
}

/** @param power Electron's `powerMonitor`, which works once the app is ready. */
export function followPower(power: Power, { reconnect, onResume }: PowerHandlers): void {
  power.on('resume', () => {
    reconnect();
    onResume();
  });
  power.on('unlock-screen', reconnect);
}
