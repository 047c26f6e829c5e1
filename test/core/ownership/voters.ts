import { Journal } from '../../../src/core/durability/journal.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Epoch } from '../../../src/core/ownership/epoch.ts';
import type { SynodMessage } from '../../../src/core/ownership/synod.ts';
import { Synod } from '../../../src/core/ownership/synod.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick, ticks } from '../../../src/core/time.ts';
import { must } from '../../../src/lib/assert.ts';
import { openStream } from '../../../src/lib/chance.ts';
import { RecordedEffects } from '../recorded-effects.ts';

interface Packet {
  readonly from: number;
  readonly to: number;
  readonly message: SynodMessage;
}

/** What happens next, and to whom: to a voter, or to one of the packets under way. */
export interface Happening {
  readonly kind: 'propose' | 'deliver' | 'repeat' | 'lose' | 'sync' | 'restart';
  readonly nth: number;
}

/** One owner: its synod in this life, and what is on its disk. */
class Voter {
  readonly id: number;
  readonly effects = new RecordedEffects();
  readonly synod: Synod;
  readonly #life: number;
  readonly #disk: LogEntry[];
  readonly #written: LogEntry[] = [];
  readonly #journal: Journal;

  constructor(id: number, life = 1, disk: LogEntry[] = []) {
    this.id = id;
    this.#life = life;
    this.#disk = disk;
    this.#journal = new Journal({ entries: [...disk], nextIndex: disk.length }, DRILL);
    this.synod = new Synod({
      ...{ id: nodeId(id), incarnation: life, pause: ticks(1), journal: this.#journal },
      chance: openStream(1, `n${id}`),
    });
  }

  /** Its next life: what is not durable is gone. */
  reborn(): Voter {
    return new Voter(this.id, this.#life + 1, this.#disk);
  }

  sync(): void {
    this.#disk.push(...this.#written.splice(0));
    this.#journal.appended(this.#disk.length - 1, this.effects);
  }

  /** What it says now; what it writes waits for the disk. */
  said(): readonly Packet[] {
    const packets: Packet[] = [];
    for (const effect of this.effects.take()) {
      if (effect.kind === 'append') this.#written.push(effect.entry);
      if (effect.kind === 'send' && isVote(effect.message))
        packets.push({ from: this.id, to: effect.to, message: effect.message });
    }
    return packets;
  }
}

/** Owners who vote on the epoch after theirs, each with a proposal of its own, on a wire and disks that a test has in hand. */
export class Voters {
  /** All epochs that some proposer took for decided, in order. */
  readonly decided: Epoch[] = [];
  readonly #voters: Voter[];
  readonly #proposalOf: (voter: number) => Epoch;
  #wire: Packet[] = [];

  constructor(count: number, proposalOf: (voter: number) => Epoch) {
    this.#voters = Array.from({ length: count }, (_, index) => new Voter(index + 1));
    this.#proposalOf = proposalOf;
  }

  happen({ kind, nth }: Happening): void {
    if (kind === 'deliver' || kind === 'repeat' || kind === 'lose') {
      const packet = this.#wire[nth % Math.max(1, this.#wire.length)];
      if (packet === undefined) return;
      if (kind !== 'repeat') this.#wire = this.#wire.filter((one) => one !== packet);
      if (kind !== 'lose') this.#deliver(packet);
      return;
    }
    const place = nth % this.#voters.length;
    const voter = must(this.#voters[place], 'voter');
    if (kind === 'sync') voter.sync();
    else if (kind === 'restart') this.#voters[place] = voter.reborn();
    else {
      const ids = this.#voters.map(({ id }) => nodeId(id));
      voter.synod.propose(this.#proposalOf(voter.id), ids, [], tick(1), voter.effects);
    }
    this.#wire.push(...voter.said());
  }

  /** One proposes, and everything arrives, once and in order, while disks are quick. */
  calm(proposer: number): void {
    this.#wire = [];
    this.happen({ kind: 'propose', nth: proposer });
    for (let packet = this.#wire.shift(); packet !== undefined; packet = this.#wire.shift()) {
      this.#deliver(packet);
      this.happen({ kind: 'sync', nth: packet.to - 1 });
    }
  }

  #deliver({ from, to, message }: Packet): void {
    const voter = must(this.#voters[to - 1], 'voter');
    const decided = voter.synod.receive(nodeId(from), message, voter.effects);
    if (decided !== undefined) this.decided.push(decided);
    this.#wire.push(...voter.said());
  }
}

function isVote(message: Message): message is SynodMessage {
  return ['prepare-epoch', 'epoch-promised', 'accept-epoch', 'epoch-accepted'].includes(message.kind);
}
