import type { RequestId } from '../ids.ts';
import type { Operation } from '../operation.ts';
import type { Tick } from '../time.ts';

/** What a client asked of this node. */
export interface Asked {
  readonly request: RequestId;
  readonly operation: Operation;
  /** When the client is answered at the latest, by the clock of this node; whichever ways the operation goes until then. */
  readonly deadline: Tick;
}
