import type { Change } from '../simulator/order.ts';
import { BadLink } from './fragment.ts';

const MOST = 1000;

/** The changes that a link names. Whether they can be done is for the reader of scenario files to say. @throws BadLink */
export function readChanges(text: string): readonly Change[] {
  if (text === '') return [];
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    found = undefined;
  }
  if (Array.isArray(found) && found.length <= MOST && found.every(isChange)) return found;
  throw new BadLink('the changes of this link are damaged');
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('at' in value)) return false;
  return Number.isSafeInteger(value.at) && !('number' in value);
}
