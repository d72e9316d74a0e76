import type { EndReason } from '../../src-preload/diagnostics-contract.ts';

/** What the transport says of a socket that was closed as the protocol wants it: with 1000, or 1001 by a client that ends. */
const DUE_FORM = ['code 1000', 'code 1001'];

/** Why a live socket ended that the overlay did not end. Pure. @param cause as the transport tells it. */
export function endReason(cause: string): EndReason {
  return DUE_FORM.includes(cause) ? 'closed' : 'lost';
}
