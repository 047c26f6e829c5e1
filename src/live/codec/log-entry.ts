import type { LogEntry } from '../../core/log-entry.ts';
import { list, maybe } from './codec.ts';
import {
  keyCodec,
  nodeIdCodec,
  seatCodec,
  storedRecordCodec,
  tickCodec,
  versionCodec,
} from './core-values.ts';
import { epochCodec, voteCodec } from './epoch.ts';
import { flag, uint } from './primitive.ts';
import { union } from './record.ts';

/**
 * One entry of a log. What stands here is on disks: kinds are known by their place, so one more goes to the end, and a
 * change of any other sort is another `FORMAT`.
 */
export const logEntryCodec = union<LogEntry>({
  put: { record: storedRecordCodec },
  drop: { key: keyCodec },
  promise: { key: keyCodec, ballot: versionCodec },
  member: { member: nodeIdCodec, present: flag, seat: seatCodec },
  hint: { owner: nodeIdCodec, record: storedRecordCodec, until: tickCodec },
  'hint-over': { owner: nodeIdCodec, key: keyCodec, version: versionCodec },
  met: { node: nodeIdCodec },
  purge: { slice: uint, floor: versionCodec, keys: list(keyCodec) },
  lost: { key: maybe(keyCodec) },
  relearned: { losses: uint },
  counter: { counter: uint },
  told: { node: nodeIdCodec, incarnation: uint },
  epoch: { epoch: epochCodec, anew: flag },
  vote: { vote: voteCodec },
  abstain: { upTo: uint },
});
