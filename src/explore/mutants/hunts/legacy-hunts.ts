import type { Key } from '../../../core/ids.ts';
import { key } from '../../../core/ids.ts';
import type { Operation } from '../../../core/operation.ts';
import { ticks } from '../../../core/time.ts';
import { asked } from './asked.ts';
import type { Dated } from './ground.ts';
import { holds, share } from './ground.ts';
import { Links } from './links.ts';
import { only } from './troubles.ts';
import type { Plotted } from './written.ts';
import { written } from './written.ts';

/** Of hosts 1 to 7 its replicas are 7, 3 and 5; where 7 and 3 have left, 5, 6 and 2. Host 4 is behind all others. */
const CHERRY = key('cherry');
/** Of hosts 1 to 5 its replicas are 2, 4 and 5; where 5 has left, 2, 4 and 1. */
const FIG = key('fig');
const REGISTER = { checker: 'register', wanted: 'linearizable' } as const;
const CLAIMS = [REGISTER, ...holds('acknowledged-writes', 'agreed-ring')];

/** Nobody is put out for being away, and copies come by handing over alone. */
const BY_HAND = {
  evictAfterTicks: ticks(0),
  hintLifeTicks: ticks(0),
  antiEntropyIntervalTicks: ticks(0),
  suspectAfterTicks: ticks(60),
};

const put = (of: Key, value: string): Operation => ({ kind: 'put', key: of, value, level: 'linearizable' });
const read = (of: Key): Operation => ({ kind: 'read', key: of, level: 'linearizable' });
const swap = (of: Key, expected: string | null, value: string): Operation => {
  return { kind: 'cas', key: of, expected, value };
};

const down = (host: number, at: number, until: number): readonly Dated[] => [
  { kind: 'crash', at, hosts: only(host) },
  { kind: 'restart', at: until, hosts: only(host), disk: { kind: 'kept' } },
];

const both = (...numbers: readonly number[]) => ({ kind: 'numbers', numbers }) as const;

const leave = (at: number, ...hosts: readonly number[]): readonly Dated[] =>
  hosts.map((host) => ({ kind: 'leave', at, hosts: only(host) }));

/** Both ways. @param links two of its numbers */
const parted = (
  links: Links,
  some: readonly number[],
  others: readonly number[],
  at: number,
  until: number,
): readonly Dated[] => [...links.cut(some, others, at, until), ...links.cut(others, some, at, until)];

/** Two replicas leave while two of those to come are away, and the one that stays is away when they are back. */
const NOBODY_THERE: Plotted = {
  hosts: 7,
  settings: { ...BY_HAND, stabilizeDelayTicks: ticks(200) },
  deeds: [
    ...leave(500, 7, 3),
    ...down(6, 600, 1300),
    ...down(2, 600, 1300),
    ...down(5, 1290, 1900),
    ...asked([
      { at: 400, by: 1, operation: put(CHERRY, 'old') },
      { at: 1500, by: 1, operation: read(CHERRY) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

/** The replica that stays has missed what the two that leave have decided; one of those to come is away. */
const STAYS_BEHIND: Plotted = {
  hosts: 7,
  settings: { ...BY_HAND, stabilizeDelayTicks: ticks(200) },
  deeds: [
    ...new Links(1).cut([1], [5], 395, 430),
    ...leave(500, 7, 3),
    ...down(2, 600, 1300),
    ...down(6, 1290, 1900),
    ...asked([
      { at: 400, by: 1, operation: put(CHERRY, 'old') },
      { at: 1500, by: 1, operation: read(CHERRY) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

/** One change follows the other; what owners said of the first is heard again, and late, during the second. */
const SAID_BEFORE: Plotted = {
  hosts: 7,
  starts: { 4: 500 },
  settings: { ...BY_HAND, stabilizeDelayTicks: ticks(200), removeAfterTicks: ticks(900) },
  deeds: [
    ...new Links(1).slow([2, 3, 5, 6, 7], [1], { at: 700, until: 940, by: 420 }),
    ...leave(1150, 7, 3),
    ...down(5, 1330, 1900),
    ...asked([
      { at: 400, by: 1, operation: put(CHERRY, 'old') },
      { at: 1500, by: 1, operation: read(CHERRY) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

/**
 * A change of a key under a high ballot reaches one replica only, which is cut off; those that promised the ballot leave.
 * What is decided after them under the clock of another host must not be below it.
 */
const promisedBefore = (base: string | null): Plotted => ({
  hosts: 7,
  settings: { ...BY_HAND, removeAfterTicks: ticks(900) },
  deeds: [
    { kind: 'set-clock', at: 480, hosts: only(4), clock: { kind: 'offset', ticks: 3000 } },
    ...new Links(1).cut([4], [1, 2, 3, 6, 7], 501, 710),
    ...parted(new Links(2), [5], [1, 2, 3, 6, 7], 500, 1700),
    ...new Links(4).cut([5], [4], 500, 1700),
    ...new Links(5).cut([4], [5], 520, 1700),
    ...leave(560, 7, 3),
    ...asked([
      ...(base === null ? [] : [{ at: 400, by: 1, operation: swap(CHERRY, null, base) }]),
      { at: 500, by: 4, operation: swap(CHERRY, base, 'high') },
      { at: 1300, by: 1, operation: swap(CHERRY, base, 'low') },
      { at: 1850, by: 6, operation: read(CHERRY) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
});

/**
 * An acknowledgement is so late that its sender has been put out and let in again, with nothing, before it is heard. Who
 * hears it has left the ring: nobody waits for what it would hand over.
 */
const ACKNOWLEDGED_BEFORE: Plotted = {
  hosts: 5,
  settings: { ...BY_HAND, removeAfterTicks: ticks(3000), operationTimeoutTicks: ticks(3000) },
  deeds: [
    ...leave(100, 3),
    ...new Links(1).cut([3], [1, 2], 499, 1900),
    ...new Links(2).cut([3], [5], 502, 1900),
    ...new Links(3).cut([3], [4], 499, 1400),
    ...new Links(4).slow([5], [3], { at: 500, until: 512, by: 1200 }),
    ...parted(new Links(5), [5], [1, 2, 4], 510, 1000),
    ...new Links(7).cut([5], [3], 512, 1000),
    { kind: 'dismiss', at: 600, hosts: only(5) },
    ...down(4, 1750, 1900),
    ...asked([
      { at: 400, by: 1, operation: put(FIG, 'old') },
      { at: 500, by: 3, operation: { kind: 'put', key: FIG, value: 'new' } },
      { at: 1800, by: 1, operation: read(FIG) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

const PURGED = { ...BY_HAND, antiEntropyIntervalTicks: ticks(300), hintLifeTicks: ticks(300) };
const ALIVE = holds('no-resurrection', 'agreed-ring', 'convergence');

/** A copy comes late: what it brings was deleted and purged since, and the owners have changed, so no floor tells. */
const COPY_FROM_BEFORE: Plotted = {
  hosts: 6,
  starts: { 6: 1700 },
  settings: PURGED,
  deeds: [
    ...new Links(1).slow([3], [5], { at: 400, until: 401, by: 1950 }),
    ...asked([
      { at: 400, by: 3, operation: { kind: 'put', key: FIG, value: 'green' } },
      { at: 600, by: 1, operation: { kind: 'delete', key: FIG } },
    ]),
  ],
  ...{ heal: 2700, converge: 1000 },
  claims: ALIVE,
};

/** Who is put out asks to be let in without knowing it: it says so in a message of long ago. */
const WISHED_BEFORE: Plotted = {
  hosts: 5,
  starts: { 5: 450 },
  settings: { ...PURGED, evictAfterTicks: ticks(200), joinPatienceTicks: ticks(3000), purgeFloor: 0 },
  deeds: [
    ...new Links(1).slow([5], [1], { at: 460, until: 560, by: 1700 }),
    ...parted(new Links(2), [5], [1, 2, 3, 4], 1000, 2330),
    ...asked([
      { at: 900, by: 1, operation: { kind: 'create', key: FIG, value: 'green' } },
      { at: 1500, by: 3, operation: { kind: 'delete', key: FIG } },
    ]),
  ],
  ...{ heal: 3000, converge: 1000 },
  claims: ALIVE,
};

/** What only the proposer knows to be decided is all the others' to decide again: its voters hear no more of it. */
const decidedApart = (links: Links): readonly Dated[] => [
  ...leave(500, 5),
  ...parted(links, [1, 2], [4, 5], 500, 1500),
  ...links.cut([1, 2], [3], 534, 1500),
  ...links.cut([3], [1, 2], 550, 1500),
  ...leave(546, 4),
];

/** A voter whose disk rots has voted for an epoch that only its proposer knows to be decided; it takes the chair. */
const VOTED_BEFORE: Plotted = {
  hosts: 5,
  settings: { ...BY_HAND, removeAfterTicks: ticks(900), snapshotAfterEntries: 0 },
  deeds: [
    ...decidedApart(new Links(1)),
    { kind: 'set-disk', at: 548, hosts: only(3), disk: { kind: 'rot', ratio: share(1, 1) } },
    ...down(3, 550, 555),
  ],
  ...{ heal: 1600, converge: 1500 },
  claims: holds('agreed-ring'),
};

/** The same of a voter that loses power before its vote is on its slow disk: it has not voted. */
const VOTED_TOO_SOON: Plotted = {
  hosts: 5,
  settings: { ...BY_HAND, removeAfterTicks: ticks(900) },
  deeds: [
    { kind: 'set-disk', at: 400, hosts: only(3), disk: { kind: 'slow', ticks: 30 } },
    ...decidedApart(new Links(1)),
    ...down(3, 545, 550),
  ],
  ...{ heal: 1600, converge: 1500 },
  claims: holds('agreed-ring'),
};

/** Two of three replicas are given up; the last one is away before it has handed over what all three knew. */
const LAST_ONE: Plotted = {
  hosts: 5,
  settings: { ...BY_HAND, stabilizeDelayTicks: ticks(300) },
  deeds: [
    { kind: 'crash', at: 500, hosts: both(2, 4) },
    { kind: 'dismiss', at: 700, hosts: both(2, 4), lost: true },
    ...down(5, 850, 1500),
    ...asked([
      { at: 400, by: 1, operation: put(FIG, 'old') },
      { at: 1000, by: 1, operation: read(FIG) },
      { at: 1800, by: 1, operation: read(FIG) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

/** Two replicas are said to be lost for good that are there, and know what the third one missed. */
const ALIVE_AND_WELL: Plotted = {
  hosts: 5,
  settings: { ...BY_HAND, stabilizeDelayTicks: ticks(300) },
  deeds: [
    ...new Links(1).cut([1], [5], 395, 430),
    { kind: 'dismiss', at: 500, hosts: both(2, 4), lost: true },
    ...asked([
      { at: 400, by: 1, operation: put(FIG, 'old') },
      { at: 1500, by: 1, operation: read(FIG) },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: CLAIMS,
};

const LEFT = [
  NOBODY_THERE,
  STAYS_BEHIND,
  SAID_BEFORE,
  promisedBefore('old'),
  promisedBefore(null),
  ACKNOWLEDGED_BEFORE,
  COPY_FROM_BEFORE,
  WISHED_BEFORE,
  VOTED_BEFORE,
  VOTED_TOO_SOON,
  LAST_ONE,
  ALIVE_AND_WELL,
];

/** What the owners of one epoch leave to those of the next. */
export const LEGACIES = written(
  'legacies written out',
  'what the owners of one epoch know is not lost to those of the next',
  LEFT,
);
