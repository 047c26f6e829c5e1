import { existsSync } from 'node:fs';
import type { Key, NodeId } from '../../core/ids.ts';
import type { Node } from '../../core/node.ts';
import type { Note } from '../../core/note.ts';
import { tick } from '../../core/time.ts';
import { replayFlight } from '../../live/flight/replay-flight.ts';
import { ServeError } from '../../live/serve-error.ts';
import type { FlownLife } from '../../torture/flown-life.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { badInput } from '../user-error.ts';

/**
 * Lives the life of a flight record again, and tells what checkers want to know of it.
 * @param onEvent is told all that the node took and did; ticks count from its beginning, by its own clock
 * @returns undefined where there is none. @throws UserError
 */
export function fly(path: string, onEvent?: (event: TraceEvent) => void): FlownLife | undefined {
  if (!existsSync(path)) return undefined;
  const notes: { readonly at: number; readonly note: Note }[] = [];
  const asked: FlownLife['asked'][number][] = [];
  let [sent, received, now, begun] = [0, 0, 0, Number.POSITIVE_INFINITY];
  try {
    const { head, inputs, digest, digests, differsAt, node, ended } = replayFlight(path, {
      onInput: (input, at) => {
        now = at;
        begun = Math.min(begun, input.now);
        if (input.kind === 'requested')
          asked.push({ at, request: input.request, operation: input.operation });
        if (input.kind === 'requested-many')
          for (const { request, operation } of input.requests) asked.push({ at, request, operation });
      },
      onRareEvent: (event) => {
        if (event.kind === 'noted') notes.push({ at: now, note: event.note });
      },
      ...(onEvent === undefined
        ? {}
        : { onEvent: (event) => onEvent({ ...event, tick: tick(event.tick - begun) }) }),
      packetCounter: {
        sent: () => {
          sent += 1;
        },
        received: () => {
          received += 1;
        },
      },
    });
    const { id, incarnation } = head;
    const life = { node: id, incarnation, begun: head.begun, ended, inputs, digest, digests, differsAt };
    return { ...life, notes, asked, sent, received, survey: surveyOf(node) };
  } catch (error) {
    throw error instanceof ServeError ? badInput(error.message) : error;
  }
}

/** As the simulator asks its nodes at the end. */
function surveyOf(node: Node): FlownLife['survey'] {
  if (node.hasLeft && node.heldKeys().length === 0) return undefined;
  const records = node.heldKeys().flatMap((key: Key) => {
    const record = node.recordOf(key);
    const replicas: readonly NodeId[] = node.replicasOf(key);
    return record === undefined ? [] : [{ ...record, replicas }];
  });
  return { members: [...node.members()], records };
}
