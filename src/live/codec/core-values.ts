import type { Key, NodeId, RequestId } from '../../core/ids.ts';
import type { Seat } from '../../core/membership/seat.ts';
import type { Lineage, StoredRecord } from '../../core/record.ts';
import type { Life } from '../../core/replication/lives.ts';
import type { Tick } from '../../core/time.ts';
import type { Version } from '../../core/version.ts';
import type { Codec } from './codec.ts';
import { list, narrow, optional } from './codec.ts';
import { text, trueCodec, uint } from './primitive.ts';
import { record } from './record.ts';

const isNodeId = (value: number): value is NodeId => value >= 1 && value <= 0x7fff_ffff;
const isSeat = (value: number): value is Seat => value % 1024 >= 1 && value < 0x4000_0000;
const isAny = <T extends number>(value: number): value is T => value >= 0;

export const nodeIdCodec = narrow(uint, isNodeId, 'a node');
export const seatCodec = narrow(uint, isSeat, 'a seat');
export const requestIdCodec: Codec<RequestId> = narrow(uint, isAny<RequestId>, 'a request');
export const tickCodec: Codec<Tick> = narrow(uint, isAny<Tick>, 'a tick');
export const keyCodec: Codec<Key> = narrow(text, (value): value is Key => typeof value === 'string', 'a key');
export const versionCodec = record<Version>({
  counter: uint,
  writer: nodeIdCodec,
  incarnation: uint,
  expired: optional(trueCodec),
});

export const lifeCodec = record<Life>({ node: nodeIdCodec, incarnation: uint });

const lineageCodec = record<Lineage>({
  recent: list(record({ id: text, version: versionCodec })),
  forgotten: optional(versionCodec),
});

/** A text, or nothing. */
const valueCodec: Codec<string | null> = {
  write: (to, value) => {
    to.byte(value === null ? 0 : 1);
    if (value !== null) to.text(value);
  },
  read: (from) => (from.byte() === 0 ? null : from.text()),
};

export const storedRecordCodec = record<StoredRecord>({
  key: keyCodec,
  version: versionCodec,
  value: valueCodec,
  expires: optional(tickCodec),
  lineage: optional(lineageCodec),
});
