/**
 * Asks a port of 127.0.0.1 once for the client's status.
 * @param onDone called at most once and never before `poll` returned: the body of a 200 answer, or null for anything else.
 * @returns what aborts the request; `onDone` is not called afterwards.
 */
export type Poll = (port: number, onDone: (body: string | null) => void) => () => void;
