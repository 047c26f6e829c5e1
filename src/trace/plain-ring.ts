import type { Epoch, Owner } from '../core/ownership/epoch.ts';
import type { OwnershipMessage } from '../core/ownership/ownership-message.ts';
import { plainIfAny, plainVersion } from './plain-version.ts';

/** What nodes say of the ring that they agree on. */
export function plainRing(message: OwnershipMessage): object {
  const { kind } = message;
  switch (message.kind) {
    case 'epoch':
      return { kind, number: message.number };
    case 'ring':
      return { kind, epoch: plainEpoch(message.epoch) };
    case 'ring-wanted':
      return { kind };
    case 'wish':
      return { kind, wish: message.wish };
    case 'prepare-epoch':
      return { kind, slot: message.slot, ballot: plainVersion(message.ballot) };
    case 'epoch-promised': {
      const { slot, ballot, accepted, higher } = message;
      const told =
        accepted === undefined
          ? undefined
          : { ballot: plainVersion(accepted.ballot), epoch: plainEpoch(accepted.epoch) };
      return { kind, slot, ballot: plainVersion(ballot), accepted: told, higher: plainIfAny(higher) };
    }
    case 'accept-epoch':
      return { kind, ballot: plainVersion(message.ballot), epoch: plainEpoch(message.epoch) };
    case 'epoch-accepted': {
      const { slot, ballot, higher } = message;
      return { kind, slot, ballot: plainVersion(ballot), higher: plainIfAny(higher) };
    }
    case 'report':
    case 'reported':
      return { kind, epoch: message.epoch };
  }
}

function plainEpoch({ cluster, number, owners, target, paused }: Epoch): object {
  return { cluster, number, owners: owners.map(plainOwner), target: target?.map(plainOwner), paused };
}

function plainOwner({ id, seat, since }: Owner): object {
  return { id, seat, since };
}
