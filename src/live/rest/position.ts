import * as v from 'valibot';
import { nodeId } from '../../core/ids.ts';
import { LAN } from '../../core/settings.ts';
import type { Position } from '../../core/watch/watch-event.ts';
import { badRequest, Problem } from './problem.ts';

/** Deletions are remembered for so long. Unit: milliseconds. */
const LONGEST_AGE_MS = LAN.hintLifeTicks;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.strictTuple([
  whole,
  v.array(v.strictTuple([v.pipe(whole, v.minValue(1), v.maxValue(0x7fff_ffff)), whole, whole])),
]);

/** How far a watch has got, and when, as a text that any node understands. @param nowMs since 1970 */
export function positionText(position: Position, nowMs: number): string {
  const reaches = position.map(({ member, incarnation, upTo }) => [member, incarnation, upTo]);
  return Buffer.from(JSON.stringify([nowMs, reaches])).toString('base64url');
}

/** @throws Problem where it is none, or so old that deletions behind it may be forgotten */
export function readPosition(text: string, nowMs: number): Position {
  const read = v.safeParse(schema, parse(Buffer.from(text, 'base64url').toString()));
  if (!read.success)
    throw badRequest(`'${text}' is no position that a watch has told; leave it out to begin anew`);
  const [since, reaches] = read.output;
  if (nowMs - since > LONGEST_AGE_MS)
    throw new Problem(
      410,
      'Too old',
      'deletions behind this position may be forgotten: watch without it, and forget the keys that are not told',
    );
  return reaches.map(([member, incarnation, upTo]) => ({ member: nodeId(member), incarnation, upTo }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
