import type { Message } from '../../../src/core/message.ts';
import type { Carrier } from '../../../src/sim/network/network.ts';
import type { DropReason } from '../../../src/trace/event.ts';

/** What became of one packet, or of one copy of it. `label` is what the test calls the packet. */
export type Fate =
  | {
      readonly label: number;
      readonly at: number;
      readonly corrupt: boolean;
      readonly from: number;
      readonly to: number;
    }
  | { readonly label: number; readonly reason: DropReason };

/** A carrier that writes down everything it is told, in order. */
export class Notebook implements Carrier {
  readonly fates: Fate[] = [];

  arrive(at: number, from: number, to: number, message: Message, corrupt: boolean): void {
    this.fates.push({ label: labelOf(message), at, corrupt, from, to });
  }

  drop(_from: number, _to: number, message: Message, reason: DropReason): void {
    this.fates.push({ label: labelOf(message), reason });
  }
}

export function labelled(label: number): Message {
  return { kind: 'join', incarnation: 1, beat: label };
}

function labelOf(message: Message): number {
  return message.kind === 'join' ? message.beat : -1;
}
