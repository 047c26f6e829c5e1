import type { NodeId, RequestId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';

/** That the messages of a coordinator's request belong to a trace. */
export interface TraceMark {
  readonly request: number;
  /** W3C Trace Context, §3.2. */
  readonly traceparent: string;
}

/** A request of a client, as a span tells of it. */
export interface Served {
  readonly name: string;
  /** What the client says of its own trace; a trace begins here where that is absent, or makes no sense. */
  readonly traceparent: string | undefined;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/**
 * What is told of how requests go through the cluster: a span at the node that is asked, and one below it at each replica
 * that is. Off, nobody carries one of these.
 */
export interface Tracing {
  /** Everything that `act` does, at once or later, belongs to the span. @returns what ends it, with the status of the answer */
  readonly serve: (served: Served, act: () => void) => (status: number) => void;
  /** Makes `act` belong to the span that is under way now, whoever calls it later. */
  readonly bind: <Result>(act: () => Result) => () => Result;
  /** A message is about to be sent. @returns what the receiver has to be told before it */
  readonly sending: (to: NodeId, message: Message) => readonly TraceMark[];
  readonly marked: (from: NodeId, mark: TraceMark) => void;
  readonly heard: (from: NodeId, message: Message) => void;
  /** Tells what has not been told yet. */
  readonly close: () => Promise<void>;
}

/** Of a message, or of one in a bundle, that belongs to a request of a coordinator. */
export interface Belonging {
  readonly kind: string;
  readonly request: RequestId;
  /** `stored` and the like: what a replica says to the coordinator. */
  readonly isAnswer: boolean;
}

export function belongingsOf(message: Message): readonly Belonging[] {
  if (message.kind === 'bundle') return message.letters.flatMap(belongingsOf);
  if (!('request' in message) || message.request === undefined || message.request === null) return [];
  const { kind, request } = message;
  return [{ kind, request, isAnswer: kind.endsWith('ed') }];
}
