import type { Deed } from './deed.ts';

export function crash(at: number, host: number): Deed {
  return { name: `n${host} crashes at ${at}`, changes: [{ at, crash: `n${host}` }] };
}

export function restart(at: number, host: number, disk: 'kept' | 'lost'): Deed {
  const how = disk === 'lost' ? 'starts with an empty disk' : 'starts again';
  return { name: `n${host} ${how} at ${at}`, changes: [{ at, restart: `n${host}`, disk }] };
}

export function pause(at: number, host: number): Deed {
  return { name: `n${host} is paused at ${at}`, changes: [{ at, pause: `n${host}` }] };
}

export function resume(at: number, host: number): Deed {
  return { name: `n${host} goes on at ${at}`, changes: [{ at, resume: `n${host}` }] };
}

/** @param ticks ahead, or behind where negative */
export function skewClock(at: number, host: number, ticks: number): Deed {
  const how = `${Math.abs(ticks)} ticks ${ticks < 0 ? 'behind' : 'ahead'}`;
  return {
    name: `the clock of n${host} is ${how} at ${at}`,
    changes: [{ at, clock: { host: `n${host}`, offset: ticks } }],
  };
}
