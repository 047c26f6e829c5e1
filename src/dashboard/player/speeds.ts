/** Ticks a second that a run may be played at. */
export const SPEEDS = [0.25, 1, 4, 10, 30, 100, 400] as const;

export const NORMAL_SPEED = 10;
