import { InvariantError } from '../../src/lib/assert.ts';

/** Every ambient source of time and chance, and every way to run later. */
const AMBIENT: readonly (readonly [owner: object, name: string])[] = [
  ...([
    [Math, 'random'],
    [performance, 'now'],
    [process, 'hrtime'],
    [process, 'nextTick'],
  ] as const),
  ...([
    [globalThis.crypto, 'randomUUID'],
    [globalThis.crypto, 'getRandomValues'],
  ] as const),
  ...['Date', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch'].map(
    (name) => [globalThis, name] as const,
  ),
];

/** Runs `body` while whoever asks for ambient time or chance gets an error instead. */
export function inSealedWorld<T>(body: () => T): T {
  const saved = AMBIENT.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  for (const [owner, name] of AMBIENT) {
    const value = function refuse(): never {
      throw new InvariantError(`${name} was called inside the simulation`);
    };
    // A sealed `Date` has a sealed `Date.now`.
    Object.defineProperty(owner, name, {
      value: Object.assign(value, { now: value }),
      configurable: true,
      writable: true,
    });
  }
  try {
    return body();
  } finally {
    AMBIENT.forEach(([owner, name], i) => {
      const before = saved[i];
      if (before === undefined) Reflect.deleteProperty(owner, name);
      else Object.defineProperty(owner, name, before);
    });
  }
}
