/** How the overlay stands, for the program that started it: `npm start` says it in the terminal. */
export interface Standing {
  readonly tray: 'sought' | 'there' | 'missing';
  /** Where each assistant is looked for, by name if there are several, and whether it is found. */
  readonly assistants: readonly {
    readonly name: string | null;
    readonly address: string;
    readonly isFound: boolean;
  }[];
}

/** The way to the program that started this one; Node has one where that program wants to listen. */
type Channel = Pick<NodeJS.Process, 'connected' | 'send'>;

/**
 * Prepares to tell the program that started the overlay how it stands.
 * @returns takes what may have changed; nothing is told again.
 */
export function createStarter(channel: Channel): (change: Partial<Standing>) => void {
  let standing: Standing = { tray: 'sought', assistants: [] };
  let told = '';
  return (change) => {
    standing = { ...standing, ...change };
    const now = JSON.stringify(standing);
    if (now === told || !channel.connected) return;
    told = now;
    // With a callback, a program that has just ended is no error.
    channel.send?.(standing, undefined, undefined, () => {});
  };
}
