/** The transports compared, the most frequent polling first, each with the requests that one overlay makes. */
export const TRANSPORTS = {
  'polling-50-ms': { title: 'polling, 50 ms', requestsPerSecond: 20 },
  'polling-100-ms': { title: 'polling, 100 ms', requestsPerSecond: 10 },
  'polling-1-s': { title: 'polling, 1 s', requestsPerSecond: 1 },
  socket: { title: 'pushed', requestsPerSecond: 0 },
} as const;

export type TransportName = keyof typeof TRANSPORTS;
export const TRANSPORT_NAMES = Object.keys(TRANSPORTS) as readonly TransportName[];
