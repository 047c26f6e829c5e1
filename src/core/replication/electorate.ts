import type { Key, NodeId } from '../ids.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Demand } from './level.ts';
import type { QuorumDecision } from './quorum.ts';
import { decideQuorum } from './quorum.ts';

/** Replicas among which so many make a quorum. */
interface Part {
  readonly replicas: readonly NodeId[];
  readonly needed: number;
}

/**
 * Who decides about one key: the replicas of the ring in effect, and while another ring is pending those of the next one
 * too, each part with a quorum of its own. Whatever one ring decides meets, in one of the parts, what any other decides.
 * Source: Ongaro, Ousterhout, Raft, ATC 2014, §6 (joint consensus); Lynch, Shvartsman, RAMBO, DISC 2002.
 */
export class Electorate {
  readonly parts: readonly Part[];
  /** Everybody in any part, PRIMARY first. */
  readonly replicas: readonly NodeId[];

  constructor(parts: readonly Part[]) {
    const [first] = parts;
    this.parts = parts;
    this.replicas =
      first !== undefined && parts.length === 1
        ? first.replicas
        : [...new Set(parts.flatMap(({ replicas }) => replicas))];
  }

  /** Whether these are a quorum of each part. */
  isMet(by: readonly NodeId[]): boolean {
    return this.parts.every(({ replicas, needed }) => countOf(replicas, by) >= needed);
  }

  /** Whether some part cannot have its quorum without these. */
  isLost(without: readonly NodeId[]): boolean {
    return this.parts.some(({ replicas, needed }) => replicas.length - countOf(replicas, without) < needed);
  }

  decide(succeeded: readonly NodeId[], refused: readonly NodeId[], lost: readonly NodeId[]): QuorumDecision {
    let all: QuorumDecision = 'met';
    for (const { replicas, needed } of this.parts) {
      const decision = decideQuorum({
        asked: replicas.length,
        needed,
        succeeded: countOf(replicas, succeeded),
        refused: countOf(replicas, refused),
        lost: countOf(replicas, lost),
      });
      if (decision === 'impossible') return decision;
      if (decision === 'waiting') all = decision;
    }
    return all;
  }
}

/** Who decides about a key as a node sees the ring now. */
export function electorateOf(view: RingView, key: Key, demand: Demand): Electorate {
  const placements = view.asksBothRings ? view.placementsOf(key) : view.placementsOf(key).slice(-1);
  return new Electorate(
    placements.map(({ replicas, quorum, majority }) => ({
      replicas,
      needed: demand === 'one' ? 1 : demand === 'quorum' ? quorum : majority,
    })),
  );
}

function countOf(replicas: readonly NodeId[], among: readonly NodeId[]): number {
  let count = 0;
  for (const replica of replicas) if (among.includes(replica)) count += 1;
  return count;
}
