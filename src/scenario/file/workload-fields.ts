import * as v from 'valibot';
import { checked } from './checked.ts';
import { group, said } from './field.ts';
import { pause, share, span, tick, whole } from './numbers.ts';
import { flag, LEVELS, text, word } from './words.ts';

/** Clients that watch keys. */
const watchField = checked(
  group({
    watchers: v.exactOptional(said(whole(1, 1000), 'how many'), 1),
    prefix: v.exactOptional(
      said(text(1024, 0), 'keys that begin so; all of the workload, k, where it is not given'),
    ),
    key: v.exactOptional(said(text(1024, 1), 'this key alone')),
    room: v.exactOptional(said(whole(1, 1_000_000), 'events that a watcher takes at once'), 16),
    think: v.exactOptional(said(pause, 'how long it is busy with each'), 1),
  }),
  ({ prefix, key }, complain) => {
    if (prefix !== undefined && key !== undefined)
      complain(['key'], 'prefix and key in one watch', 'one of them');
  },
);

/** What simulated clients do. */
export const workloadField = checked(
  group({
    kind: v.exactOptional(
      said(
        word(['registers', 'crud', 'hot-key', 'zipf', 'sequential', 'mixed', 'churn', 'cas', 'counters']),
        'reads and writes of unique values; all four verbs; nearly all on one key; keys by Zipf’s law; one key after the other; both by turns; keys that come and go; registers that are compared and set; increments by reading and compare-and-set',
      ),
      'registers',
    ),
    clients: v.exactOptional(said(whole(1, 1000), 'how many clients'), 3),
    keys: v.exactOptional(said(whole(1, 100_000), 'how many keys: k0, k1 …'), 4),
    operations: v.exactOptional(said(whole(1, 10_000_000), 'of all clients together'), 300),
    reads: v.exactOptional(said(share, 'share of reads'), '1/2'),
    batch: v.exactOptional(
      said(whole(1, 1000), 'operations that a client asks for at once: one verb, as many keys'),
    ),
    lists: v.exactOptional(said(share, 'share of turns in which a client lists a page of the keys instead')),
    start: v.exactOptional(
      said(tick, 'the first operation; 300, or 50 in profile classic and 5000 in lan, where it is not given'),
    ),
    think: v.exactOptional(
      said(pause, 'closed loop: a client waits for its answer, and then so long; 10 where nothing is given'),
    ),
    every: v.exactOptional(said(span, 'open loop: a client asks every so many ticks, answered or not')),
    timeout: v.exactOptional(
      said(span, 'until a client gives up; 300, or 40 in profile classic, where it is not given'),
    ),
    retries: v.exactOptional(
      said(whole(0, 1000), 'how often a client asks again after a definite failure'),
      0,
    ),
    coordinator: v.exactOptional(
      said(
        word(['any', 'one', 'owner']),
        'a random live node each time; client i always host i; one host for each key',
      ),
      'any',
    ),
    watch: v.exactOptional(said(watchField, 'clients that watch what changes')),
    level: v.exactOptional(
      said(word(LEVELS), 'what clients ask for; cluster.consistency where it is not given'),
    ),
    ttl: v.exactOptional(said(span, 'half of all writes expire after so many ticks')),
    singleWriter: v.exactOptional(said(flag, 'each key is written by one client only'), false),
  }),
  (found, complain) => {
    const { batch = 1 } = found;
    if (batch > found.keys)
      complain(['batch'], `${batch} keys at once of ${found.keys}`, `at most keys, ${found.keys}`);
    if (batch > 1 && found.kind === 'counters')
      complain(
        ['batch'],
        'counters that are incremented together',
        'one at a time: a client goes on from what it read',
      );
    if (batch > 1 && found.coordinator === 'owner')
      complain(['batch'], 'keys of several owners at once', 'coordinator any or one beside a batch');
    if (found.think !== undefined && found.every !== undefined) {
      complain(
        ['every'],
        'think and every in one workload',
        'think for a closed loop, or every for an open one',
      );
    }
  },
);
