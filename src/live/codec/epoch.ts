import type { Vote } from '../../core/ownership/decree.ts';
import type { Epoch, Owner } from '../../core/ownership/epoch.ts';
import type { Wish } from '../../core/ownership/wish.ts';
import { list, optional } from './codec.ts';
import { nodeIdCodec, seatCodec, versionCodec } from './core-values.ts';
import { flag, text, trueCodec, uint } from './primitive.ts';
import { record, union } from './record.ts';

const ownerCodec = record<Owner>({ id: nodeIdCodec, seat: seatCodec, since: uint });

export const epochCodec = record<Epoch>({
  cluster: text,
  number: uint,
  owners: list(ownerCodec),
  target: optional(list(ownerCodec)),
  paused: optional(trueCodec),
});

export const acceptedCodec = record<NonNullable<Vote['accepted']>>({
  ballot: versionCodec,
  epoch: epochCodec,
});

export const voteCodec = record<Vote>({
  slot: uint,
  promised: versionCodec,
  accepted: optional(acceptedCodec),
});

export const wishCodec = union<Wish>({
  join: { node: nodeIdCodec, seat: seatCodec, replaces: optional(list(nodeIdCodec)) },
  leave: { node: nodeIdCodec, lost: optional(trueCodec) },
  cancel: { epoch: uint },
  halt: { epoch: uint, halt: flag },
});
