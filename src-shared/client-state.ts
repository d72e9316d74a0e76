import type { Denial, Phase, Transport } from './overlay-state.ts';

/** A followed client, as the settings, the diagnostics and the tray show it. */

/** The state of the connection to a client. */
export type Standing =
  /** Its state arrives over this transport; null: it has come by itself. */
  | { readonly kind: 'socket' | 'polling'; readonly port: number | null }
  /** The first attempts are under way. */
  | { readonly kind: 'looking' }
  /** Nothing answers; attempts go on. */
  | { readonly kind: 'missing' }
  /** Something else answers, or refuses our key; nothing is sent to it. */
  | { readonly kind: 'denied'; readonly reason: Denial };

/** A client that the overlay follows, and the state of its connection. */
export interface ClientState {
  /** `local` for the Asystent on this computer, else its id in the settings, or that of a program which has come by itself. */
  readonly id: string;
  /** Whether it is the Asystent on this computer, which needs no pairing. */
  readonly isLocal: boolean;
  /** The user's name for it; for the local one, a name in the user's language. */
  readonly name: string;
  readonly phase: Phase;
  readonly transport: Transport;
  readonly standing: Standing;
  /** When `standing` last changed, in milliseconds since 1970. */
  readonly sinceEpochMs: number;
  /** Its addresses as host and port, in the order in which they are tried. */
  readonly addresses: { readonly socket: readonly string[]; readonly http: readonly string[] };
  /** Whether the overlay shows its state now. */
  readonly isShown: boolean;
}
