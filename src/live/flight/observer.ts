import type { NodeId, RequestId } from '../../core/ids.ts';
import type { Input } from '../../core/input.ts';
import type { Message } from '../../core/message.ts';
import type { Note } from '../../core/note.ts';
import type { Outcome } from '../../core/operation.ts';
import type { Tick } from '../../core/time.ts';
import type { RecorderOptions } from '../../trace/recorder.ts';
import { Recorder } from '../../trace/recorder.ts';

/** Sums up what a node took and did, in order, by the digest of the trace: alike at a live node and where its record is replayed. */
export class Observer {
  readonly #node: NodeId;
  readonly #recorder: Recorder;
  #now = 0 as Tick;

  constructor(node: NodeId, listeners: RecorderOptions = {}) {
    this.#node = node;
    this.#recorder = new Recorder(listeners);
  }

  get digest(): string {
    return this.#recorder.digest.toString();
  }

  took(input: Input): void {
    this.#now = input.now;
    if (input.kind === 'received') this.#recorder.received(input.now, this.#node, input.from, input.message);
    else if (input.kind === 'elapsed') this.#recorder.elapsed(input.now, this.#node, input.timer);
    else if (input.kind === 'appended') this.#recorder.appended(input.now, this.#node, input.index);
  }

  sent(to: NodeId, message: Message): void {
    this.#recorder.sent(this.#now, this.#node, to, message);
  }

  noted(note: Note): void {
    this.#recorder.noted(this.#now, this.#node, note);
  }

  replied(request: RequestId, outcome: Outcome): void {
    this.#recorder.rare({ kind: 'replied', tick: this.#now, node: this.#node, request, outcome });
  }
}
