const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** The longest pause before attempt `nth` + 1. Unit: milliseconds. */
export function pauseOf(nth: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(nth, 8));
}

/** Full jitter below a bound that doubles (Brooker, "Exponential backoff and jitter", 2015). */
export function pause(nth: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * pauseOf(nth)));
}
