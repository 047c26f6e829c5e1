import type { Verb } from '../../core/operation.ts';

/** One record of a `dbg.log`, ours or another program's. `node` is the acting node, 1 … N. */
export type LogRecord =
  /** `APP` */
  | { readonly kind: 'app'; readonly node: number; readonly tick: number }
  /** `APP MP2` */
  | { readonly kind: 'app-store'; readonly node: number; readonly tick: number }
  | { readonly kind: 'group-started'; readonly node: number; readonly tick: number }
  | { readonly kind: 'join-requested'; readonly node: number; readonly tick: number }
  | MemberRecord
  | { readonly kind: 'failed'; readonly node: number; readonly tick: number }
  | OperationRecord
  | AnswerRecord;

export interface MemberRecord {
  readonly kind: 'joined' | 'removed';
  readonly node: number;
  readonly tick: number;
  readonly member: number;
}

/** A client asked `node`, the coordinator; `value` is the one written or expected. */
export interface OperationRecord {
  readonly kind: 'operation';
  readonly node: number;
  readonly tick: number;
  readonly verb: Verb;
  readonly key: string;
  readonly value: string | null;
}

/** A replica or the coordinator answered. */
export interface AnswerRecord {
  readonly kind: 'server' | 'coordinator';
  readonly node: number;
  readonly tick: number;
  readonly verb: Verb;
  readonly success: boolean;
  readonly transId: number;
  readonly key: string;
  readonly value: string | null;
}
