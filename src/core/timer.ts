import type { Brand } from '../lib/brand.ts';

/**
 * Name of a timer: what it is for, and which one of its kind (the request number of an operation; below 0 it is one of the
 * node's own).
 * One integer, so that drivers can keep timers in flat tables. Setting a timer that is set moves it.
 */
export type Timer = Brand<number, 'Timer'>;

const PURPOSES = [
  'join',
  'gossip',
  'stabilize',
  'operation',
  'anti-entropy',
  'relearn',
  'register',
  'hand-off',
  'ring',
] as const;

export type TimerPurpose = (typeof PURPOSES)[number];

export function timer(purpose: TimerPurpose, instance = 0): Timer {
  return (instance * PURPOSES.length + PURPOSES.indexOf(purpose)) as Timer;
}

export function purposeOf(of: Timer): TimerPurpose | undefined {
  return PURPOSES[of - instanceOf(of) * PURPOSES.length];
}

export function instanceOf(of: Timer): number {
  return Math.floor(of / PURPOSES.length);
}
