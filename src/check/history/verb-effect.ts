import { verbCode } from './verb.ts';

/** Observes and changes nothing. */
export function isPure(code: number): boolean {
  return code === verbCode.read || code === verbCode.get;
}

/** Always possible, and the state after it does not depend on the state before. */
export function isBlind(code: number): boolean {
  return code === verbCode.write || code === verbCode.put;
}

/** The value after it, if it can happen at all, says nothing of the value before. */
export function isReset(code: number): boolean {
  return isBlind(code) || code === verbCode.update || code === verbCode.delete;
}
