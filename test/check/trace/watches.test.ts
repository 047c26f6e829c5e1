import { checkWatches } from '../../../src/check/trace/watches.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { KEY, now, v } from './told.ts';
import { asked, decided, replied } from './told-operations.ts';
import { agreed } from './told-surveys.ts';

const node = nodeId(1);

const opened = (watch: number, prefix = 'k'): RareEvent => ({
  ...{ ...now, kind: 'watch-opened', node, watch: requestId(watch), selection: { prefix }, client: 9 },
});

/** `a 5@n1`; a minus is a deletion. */
function told(text: string, watch = 90): RareEvent {
  const [value = '', version = ''] = text.split(' ');
  const change = { key: KEY, value: value === '-' ? null : value, version: v(version) };
  return { ...now, kind: 'watch-told', node, watch: requestId(watch), told: { kind: 'changed', ...change } };
}

const written = [
  ...[asked(1, 'put a'), decided(1, 'put a', '5@n1'), replied(1, 'ok a')],
  ...[asked(2, 'put b'), decided(2, 'put b', '7@n1'), replied(2, 'ok b')],
];
const HEALED: RareEvent = { ...now, kind: 'healed' };
const end = [HEALED, ...agreed('b 7@n1')];

expectAll('watches', checkWatches, [
  { claim: 'nothing was told', events: [written, [opened(90)]], says: 'undecided' },
  { claim: 'versions may be skipped', events: [written, [opened(90), told('b 7@n1')], end], says: 'holds' },
  {
    claim: 'a version may be told again',
    events: [written, [opened(90), told('a 5@n1'), told('a 5@n1'), told('b 7@n1')], end],
    says: 'holds',
  },
  {
    claim: 'the next coordinator goes back',
    events: [written, [opened(90), told('b 7@n1'), opened(91), told('a 5@n1', 91)], end],
    says: { broken: 'versions out of order' },
  },
  {
    claim: 'the newest version is not told',
    events: [written, [opened(90), told('a 5@n1')], end],
    says: { broken: 'a newest version that was not told' },
  },
  {
    claim: 'nobody asked for the value',
    events: [written, [opened(90), told('x 6@n1')], end],
    says: { broken: 'a change that nobody wrote' },
  },
  {
    claim: 'the value is that of another version',
    events: [written, [opened(90), told('a 7@n1')], end],
    says: { broken: 'a change that nobody wrote' },
  },
  {
    claim: 'what was told is gone',
    events: [written, [opened(90), told('b 7@n1')], agreed('a 5@n1')],
    says: { broken: 'what was told has vanished' },
  },
  {
    claim: 'the key is not watched',
    events: [written, [opened(90, 'other'), told('b 7@n1')], end],
    says: { broken: 'a key that is not watched' },
  },
]);
