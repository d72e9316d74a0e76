/** The overlay's status for the program that started it: `npm start` prints it in the terminal. */
export interface TerminalStatus {
  readonly tray: 'sought' | 'there' | 'missing';
  /** Each assistant's address, whether it has been found, and its name if there are several. */
  readonly assistants: readonly {
    readonly name: string | null;
    readonly address: string;
    readonly isFound: boolean;
  }[];
}

/** Node's channel to the program that started this one, if that one listens. */
type Channel = Pick<NodeJS.Process, 'connected' | 'send'>;

/**
 * Return a function that reports a change of the status to the program that started the overlay. It sends nothing if the
 * status stays the same.
 */
export function createStarter(channel: Channel): (change: Partial<TerminalStatus>) => void {
  let status: TerminalStatus = { tray: 'sought', assistants: [] };
  let sent = '';
  return (change) => {
    status = { ...status, ...change };
    const now = JSON.stringify(status);
    if (now === sent || !channel.connected) return;
    sent = now;
    // Without a callback, a program that has just ended would cause an error.
    channel.send?.(status, undefined, undefined, () => {});
  };
}
