import type { Key } from '../../../core/ids.ts';
import { key } from '../../../core/ids.ts';
import type { Operation } from '../../../core/operation.ts';
import { ticks } from '../../../core/time.ts';
import { asked } from './asked.ts';
import { holds } from './ground.ts';
import { Links } from './links.ts';
import { only } from './troubles.ts';
import type { Plotted } from './written.ts';
import { written } from './written.ts';

/** Of hosts 1 to 7 its replicas are 3, 2 and 4; of the first three alone, all of them. */
const KIWI = key('kiwi');
/** Of hosts 1 to 5 its replicas are 2, 4 and 5. */
const FIG = key('fig');
const REGISTER = { checker: 'register', wanted: 'linearizable' } as const;

const put = (of: Key, value: string): Operation => ({ kind: 'put', key: of, value, level: 'linearizable' });
const read = (of: Key): Operation => ({ kind: 'read', key: of, level: 'linearizable' });

/** A majority would put out all replicas of a key, which do not hear of it and go on. */
const UNHEARD: Plotted = {
  hosts: 7,
  settings: { evictAfterTicks: ticks(200) },
  deeds: [
    ...new Links(1).cut([2, 3, 4], [1, 5, 6, 7], 500, 1600),
    ...new Links(2).cut([1, 5, 6, 7], [2, 3, 4], 500, 1600),
    ...asked([
      { at: 400, by: 1, operation: put(KIWI, 'old') },
      { at: 1300, by: 2, operation: put(KIWI, 'new') },
      { at: 1500, by: 6, operation: read(KIWI) },
    ]),
  ],
  ...{ heal: 1700, converge: 1500 },
  claims: [REGISTER, ...holds('acknowledged-writes', 'agreed-ring')],
};

/** Who was put out comes back with what was deleted and purged meanwhile. */
const FORMER: Plotted = {
  hosts: 5,
  settings: { evictAfterTicks: ticks(200), hintLifeTicks: ticks(300), purgeFloor: 0 },
  deeds: [
    { kind: 'crash', at: 500, hosts: only(5) },
    { kind: 'restart', at: 2600, hosts: only(5), disk: { kind: 'kept' } },
    ...asked([
      { at: 400, by: 1, operation: { kind: 'create', key: FIG, value: 'green' } },
      { at: 1100, by: 3, operation: { kind: 'delete', key: FIG } },
    ]),
  ],
  ...{ heal: 2700, converge: 1000 },
  claims: holds('no-resurrection', 'agreed-ring', 'convergence'),
};

/** A change is undone before anything is handed over, and those who were to come are asked. */
const UNDONE: Plotted = {
  hosts: 4,
  starts: { 4: 500 },
  settings: {
    ringIntervalTicks: ticks(100),
    stabilizeDelayTicks: ticks(1000),
    antiEntropyIntervalTicks: ticks(0),
    hintLifeTicks: ticks(0),
  },
  deeds: [
    ...new Links(1).cut([1, 2], [3], 395, 430),
    { kind: 'steer', at: 1250, how: 'cancel' },
    ...new Links(2).cut([1, 2], [3, 4], 1340, 1500),
    ...new Links(3).cut([3, 4], [1, 2], 1340, 1500),
    ...asked([
      { at: 400, by: 1, operation: put(KIWI, 'old') },
      { at: 1350, by: 3, operation: read(KIWI) },
    ]),
  ],
  ...{ heal: 1600, converge: 4000 },
  claims: [REGISTER, ...holds('acknowledged-writes', 'ring-agreement')],
};

/** An owner is gone for good, and others take its place. */
const GONE: Plotted = {
  hosts: 5,
  settings: { evictAfterTicks: ticks(200) },
  deeds: [
    { kind: 'crash', at: 500, hosts: only(5) },
    ...asked([{ at: 400, by: 1, operation: put(FIG, 'green') }]),
  ],
  ...{ heal: 1800, play: false, converge: 200 },
  claims: holds('exact-replicas', 'agreed-ring'),
};

/** Who was to come is gone for good, and nobody who is gone is put out. */
const HOPELESS: Plotted = {
  hosts: 5,
  starts: { 5: 500 },
  settings: { evictAfterTicks: ticks(0), joinPatienceTicks: ticks(300), stabilizeDelayTicks: ticks(600) },
  deeds: [
    { kind: 'crash', at: 800, hosts: only(5) },
    ...asked([{ at: 400, by: 1, operation: put(FIG, 'green') }]),
  ],
  ...{ heal: 3200, play: false, converge: 200 },
  claims: holds('exact-replicas', 'agreed-ring'),
};

/** Who was put out without hearing of it asks for the vote of one that missed the latest change of the key. */
const STALE: Plotted = {
  hosts: 5,
  settings: { evictAfterTicks: ticks(200), ringIntervalTicks: ticks(100) },
  deeds: [
    ...new Links(1).cut([5], [1, 3, 4], 500, 1900),
    ...new Links(2).cut([1, 3, 4], [5], 500, 1900),
    ...new Links(3).cut([5], [2], 500, 1600),
    ...new Links(4).cut([2], [5], 500, 1600),
    ...new Links(5).cut([1, 4], [2], 1550, 1650),
    ...asked([
      { at: 400, by: 4, operation: { kind: 'cas', key: FIG, expected: null, value: 'old' } },
      { at: 1560, by: 4, operation: { kind: 'cas', key: FIG, expected: 'old', value: 'new' } },
      { at: 1601, by: 5, operation: { kind: 'cas', key: FIG, expected: 'old', value: 'stale' } },
    ]),
  ],
  ...{ heal: 2000, converge: 1500 },
  claims: [REGISTER, ...holds('acknowledged-writes', 'agreed-ring')],
};

const PLOTTED = [UNHEARD, FORMER, UNDONE, GONE, HOPELESS, STALE];

/** What a change of the ring must not do. */
export const RING_PLOTS = written(
  'changes written out',
  'what comes between the steps of a change breaks no promise',
  PLOTTED,
);
