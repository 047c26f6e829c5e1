import type { NodeId } from '../../core/ids.ts';
import type { Epoch } from '../../core/ownership/epoch.ts';
import { companyOf } from '../../core/ownership/epoch.ts';
import { KEY_HIGH } from '../../core/ring/position.ts';
import type { LiveNode } from '../live-node.ts';

const CIRCLE = 2 ** 32;

/** A change of the ring that is under way. */
export interface PendingChange {
  readonly joining: readonly NodeId[];
  readonly leaving: readonly NodeId[];
  readonly halted: boolean;
  /** Who puts it to the vote. */
  readonly chair: NodeId | null;
  /** Owners that have not handed over yet; null where only the chair knows. */
  readonly waiting_for: readonly NodeId[] | null;
}

/** What is agreed on who owns the ring, as one node knows it. */
export interface RingPage {
  readonly epoch: number | null;
  readonly pending: PendingChange | null;
  readonly members: readonly {
    readonly node_id: NodeId;
    readonly address: string | null;
    readonly state: 'owner' | 'joining' | 'leaving';
    /** Of all keys, those of which it is the PRIMARY. */
    readonly share: number;
  }[];
}

export function ringOf(node: LiveNode): RingPage {
  const epoch = node.runtime?.node.epoch;
  if (epoch === undefined) return { epoch: null, pending: null, members: [] };
  const shares = sharesOf(node);
  return {
    epoch: epoch.number,
    pending: pendingOf(node, epoch),
    members: companyOf(epoch).map(({ id }) => ({
      node_id: id,
      address: node.addressOf(id),
      state: stateOf(epoch, id),
      share: Math.round(((shares.get(id) ?? 0) / CIRCLE) * 10_000) / 10_000,
    })),
  };
}

/** How much of the ring each owner is PRIMARY of, in parts of 2^32. */
function sharesOf(node: LiveNode): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  const { owners, high } = node.runtime?.node.tokens ?? { owners: [], high: [] };
  let before = (high.at(-1) ?? 0) - CIRCLE;
  owners.forEach((owner, token) => {
    const at = high[token] ?? before;
    shares.set(owner, (shares.get(owner) ?? 0) + at - before);
    before = at;
  });
  return shares;
}

/** What a client needs to find the PRIMARY of a key: the first token at or after the upper half of its hash. */
export function arcsOf(node: LiveNode): unknown {
  const { owners, high } = node.runtime?.node.tokens ?? { owners: [], high: [] };
  const ids = [...new Set(owners)].sort((a, b) => a - b);
  return {
    epoch: node.runtime?.node.epoch?.number ?? null,
    hash_seed: KEY_HIGH,
    addresses: ids.map((id) => node.addressOf(id)),
    tokens: [...high],
    owners: Array.from(owners, (owner) => ids.indexOf(owner as NodeId)),
  };
}

function pendingOf(node: LiveNode, epoch: Epoch): PendingChange | null {
  if (epoch.target === undefined) return null;
  const ids = (state: 'joining' | 'leaving') =>
    companyOf(epoch).flatMap(({ id }) => (stateOf(epoch, id) === state ? [id] : []));
  const chair = node.runtime?.node.chair;
  return {
    joining: ids('joining'),
    leaving: ids('leaving'),
    halted: epoch.paused === true,
    chair: chair?.holder ?? null,
    waiting_for: chair?.missing ?? null,
  };
}

function stateOf({ owners, target }: Epoch, node: NodeId): 'owner' | 'joining' | 'leaving' {
  if (!owners.some(({ id }) => id === node)) return 'joining';
  return target === undefined || target.some(({ id }) => id === node) ? 'owner' : 'leaving';
}
