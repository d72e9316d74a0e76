const TICK_MS = 1_000;
const TICKS_PER_MINUTE = 60;
const TICKS_PER_HOUR = 3_600;

/**
 * Count the hours of a run. A clock would go on while this process and the overlay are stopped.
 * @param onMinute called each minute.
 */
export function countHours(onMinute: (hours: number) => void): { hours(): number; stop(): void } {
  let ticks = 0;
  const hours = () => ticks / TICKS_PER_HOUR;
  const ticking = setInterval(() => {
    ticks += 1;
    if (ticks % TICKS_PER_MINUTE === 0) onMinute(hours());
  }, TICK_MS);
  return { hours, stop: () => clearInterval(ticking) };
}
