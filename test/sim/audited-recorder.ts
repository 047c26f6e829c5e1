import type { Message } from '../../src/core/message.ts';
import { assert } from '../../src/lib/assert.ts';
import type { TraceEvent } from '../../src/trace/event.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { freezeDeep, hashArrays } from '../core/freeze.ts';

/** What an audited run leaves to look at. */
export interface Audit {
  readonly recorder: Recorder;
  readonly events: TraceEvent[];
}

/**
 * A recorder that keeps every event and freezes every message as it is sent: a node that shares state by accident throws,
 * or, for typed arrays, is found out when the message arrives or is dropped.
 */
export function auditedRecorder(): Audit {
  const events: TraceEvent[] = [];
  const hashes = new Map<Message, number>();
  const onEvent = (event: TraceEvent): void => {
    events.push(event);
    if (event.kind === 'sent') hashes.set(freezeDeep(event.message), hashArrays(event.message));
    if (event.kind === 'received' || event.kind === 'dropped') {
      const { kind } = event.message;
      assert(
        hashes.get(event.message) === hashArrays(event.message),
        `somebody wrote into a ${kind} on its way`,
      );
    }
  };
  return { recorder: new Recorder({ onEvent }), events };
}
