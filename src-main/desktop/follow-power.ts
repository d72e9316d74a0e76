/** Electron's `powerMonitor`, as far as it is used. */
interface Power {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
}

/** What is to be done when the computer, or its user, is back. */
export interface PowerHandlers {
  /** After sleep a socket can look open and be dead. */
  readonly reconnect: () => void;
  /** The monotonic clock may have stood still: what is due at a time of day has to be reckoned anew. */
  readonly onResume: () => void;
}

/** @param power Electron's `powerMonitor`, which can be asked once the app is ready. */
export function followPower(power: Power, { reconnect, onResume }: PowerHandlers): void {
  power.on('resume', () => {
    reconnect();
    onResume();
  });
  power.on('unlock-screen', reconnect);
}
