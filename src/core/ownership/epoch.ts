import { assert } from '../../lib/assert.ts';
import { absorb, finish } from '../../lib/mix.ts';
import type { NodeId } from '../ids.ts';
import type { Seat } from '../membership/seat.ts';

/** One owner of ranges, as an epoch names it. */
export interface Owner {
  readonly id: NodeId;
  readonly seat: Seat;
  /**
   * The epoch that made it an owner, or is about to. Who finds another one beside its name than it remembers was no owner
   * in between, and knows nothing of what happened then.
   */
  readonly since: number;
}

/**
 * Who owns the ring, agreed: the epochs of a group are one sequence, each decided by a majority of the owners of the one
 * before. While there is a `target`, that is the ring to come: whoever reads or writes asks quorums of both. The epoch after
 * it makes the target the ring in effect, or leaves everything as it was.
 */
export interface Epoch {
  /**
   * Whose ring it is: the name of the cluster, and a word for its founders, since two groups that began apart under one name
   * have rings that say nothing of each other.
   */
  readonly cluster: string;
  /** 1 is the epoch of the founders. */
  readonly number: number;
  /** Ascending identities. */
  readonly owners: readonly Owner[];
  readonly target?: readonly Owner[];
  /** Nothing is handed over until the next epoch says so. */
  readonly paused?: true;
}

export function founded(founders: readonly Pick<Owner, 'id' | 'seat'>[], cluster: string): Epoch {
  assert(founders.length > 0, 'a group has founders');
  const word = founders.map(({ id }) => id).reduce(absorb, founders.length);
  return {
    cluster: `${cluster}/${finish(word)}`,
    number: 1,
    owners: ascending(founders.map(({ id, seat }) => ({ id, seat, since: 1 }))),
  };
}

/** Whether a node of that cluster, whose ring is this one if it knows any, may follow an epoch. */
export function isOurs({ cluster }: Epoch, name: string, known: Epoch | undefined): boolean {
  return known === undefined
    ? cluster.slice(0, cluster.lastIndexOf('/')) === name
    : cluster === known.cluster;
}

/** Everybody who is or may become an owner, ascending. */
export function companyOf(epoch: Epoch): readonly Owner[] {
  let company = companies.get(epoch);
  if (company === undefined) {
    const { owners, target = [] } = epoch;
    company = ascending([...owners, ...target.filter(({ id }) => !owners.some((owner) => owner.id === id))]);
    companies.set(epoch, company);
  }
  return company;
}

/** An epoch never changes, and every node asks for its company each round. */
const companies = new WeakMap<Epoch, readonly Owner[]>();

export function ownerIn(epoch: Epoch | undefined, id: NodeId): Owner | undefined {
  return epoch === undefined ? undefined : companyOf(epoch).find((owner) => owner.id === id);
}

/** Of the copies that a key has in a group of so many owners: any two majorities of them meet. */
export function majorityOf(replicas: number, owners: number): number {
  return Math.floor(Math.min(replicas, owners) / 2) + 1;
}

/** By identity. */
export function ascending(owners: readonly Owner[]): readonly Owner[] {
  return [...owners].sort((a, b) => a.id - b.id);
}
