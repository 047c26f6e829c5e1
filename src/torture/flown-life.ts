import type { NodeId, RequestId } from '../core/ids.ts';
import type { Note } from '../core/note.ts';
import type { Operation } from '../core/operation.ts';
import type { SurveyedRecord } from '../trace/event.ts';

/** What the flight record of one life tells, after it was lived again. */
export interface FlownLife {
  readonly node: NodeId;
  readonly incarnation: number;
  /** What its own clock showed at the first and at the last moment. */
  readonly begun: number;
  readonly ended: number;
  /** What it said of itself. Times: microseconds since 1970, by the machine's clock. */
  readonly notes: readonly { readonly at: number; readonly note: Note }[];
  /** What it was asked, under its own numbers. */
  readonly asked: readonly {
    readonly at: number;
    readonly request: RequestId;
    readonly operation: Operation;
  }[];
  readonly sent: number;
  readonly received: number;
  readonly inputs: number;
  readonly digest: string;
  /** Digests that the record holds. */
  readonly digests: number;
  /** The input before which the record and the life lived again differ; undefined where they are alike. */
  readonly differsAt: number | undefined;
  /** What it held and believed at its last input; none where it had left the ring. */
  readonly survey:
    | { readonly members: readonly number[]; readonly records: readonly SurveyedRecord[] }
    | undefined;
}
