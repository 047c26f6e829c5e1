import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { TraceMark } from '../tracing/tracing.ts';
import type { Address } from './address-book.ts';

/** Of the messages between nodes: the table in `codec/message.ts`. */
export const FORMAT = 1;

export interface Hello {
  readonly format: number;
  readonly cluster: string;
  readonly self: Address;
  /** 0 while it is not known. */
  readonly replicas: number;
}

/** One frame of a stream, as `peers.proto` has it; exactly one of them. */
export interface Frame {
  readonly hello?: Hello | null;
  readonly addresses?: { readonly known: readonly Address[] } | null;
  readonly messages?: Buffer | null;
  readonly mark?: TraceMark | null;
}

/** The one method of the service. The file lies beside this one, or beside the bundle that this one is in. */
export function talkMethod(): MethodDefinition<Frame, Frame> {
  const loaded = loadSync(fileURLToPath(new URL('./peers.proto', import.meta.url)), { longs: Number });
  const { Talk } = loaded['orrery.v1.Peers'] as unknown as {
    readonly Talk: MethodDefinition<Frame, Frame>;
  };
  return Talk;
}
