/** Where the benchmark's assistant publishes. */
export const BASE = 'asystent/kitchen';
