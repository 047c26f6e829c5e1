import * as v from 'valibot';
import { checked } from './checked.ts';
import { choice, group, said } from './field.ts';
import type { HostSchemas } from './hosts.ts';
import { tick, whole } from './numbers.ts';
import { LEVELS, text, word } from './words.ts';

export const LARGEST_GROUP = 10_000;
export const USUAL_GROUP = 5;
/** Of both profiles. */
export const USUAL_REPLICAS = 3;
export const USUAL_QUORUM = 2;

/** How many hosts there are, and when they start. */
export function clusterField({ list }: HostSchemas) {
  const together = group({
    together: v.exactOptional(said(whole(1, LARGEST_GROUP), 'so many hosts start at once'), 4),
    every: v.exactOptional(said(whole(0, 100_000, ' of ticks'), 'and so many ticks later the next ones'), 1),
  });
  const each = v.pipe(
    v.custom<unknown[]>((input) => Array.isArray(input), 'a list of ticks, one for each host'),
    v.array(tick),
  );
  const starts = choice(
    'a tick, a list with one for each host, or { together, every }',
    [tick, each, together],
    (input) => (Array.isArray(input) ? each : typeof input === 'object' && input !== null ? together : tick),
  );
  return checked(
    group({
      nodes: v.exactOptional(said(whole(1, LARGEST_GROUP), 'number of hosts, n1 … nN'), USUAL_GROUP),
      replicas: v.exactOptional(
        said(whole(1, 100), 'N: copies of each key; the quorum becomes its majority'),
      ),
      tokens: v.exactOptional(said(whole(1, 4096), 'points of a node on the ring')),
      starts: v.exactOptional(said(starts, 'when the hosts start'), { together: 4, every: 1 }),
      zones: v.exactOptional(
        said(inTurn(text(40, 1), 'a list of zones'), 'the zones of the hosts, in turn; none: in no zone'),
      ),
      weights: v.exactOptional(
        said(
          inTurn(whole(1, 64), 'a list of weights'),
          'how many times the usual tokens each bears, in turn',
        ),
      ),
      names: v.exactOptional(
        said(
          inTurn(text(64, 1), 'a list of names'),
          'the clusters that the hosts take themselves to belong to, in turn',
        ),
      ),
      introducers: v.exactOptional(said(list, 'hosts that let others in'), ['n1']),
      consistency: v.exactOptional(
        said(
          word(LEVELS),
          'what operations are promised that do not say it themselves; quorum where it is not given',
        ),
      ),
    }),
    ({ nodes, starts: at, zones = [], weights = [], names = [] }, complain) => {
      const tooMany = (name: string, found: readonly unknown[]) => {
        if (found.length > nodes)
          complain([name], `${found.length} ${name} for ${nodes} hosts`, `at most ${nodes}`);
      };
      tooMany('zones', zones);
      tooMany('weights', weights);
      tooMany('names', names);
      if (Array.isArray(at) && at.length !== nodes) {
        complain(
          ['starts'],
          `${at.length} starts for ${nodes} hosts`,
          `a list of ${nodes} ticks, one for each host`,
        );
      }
    },
  );
}

/** One for each host; where there are fewer, again from the first. */
function inTurn<const S extends v.GenericSchema<unknown, unknown>>(item: S, allowed: string) {
  return v.pipe(
    v.custom<unknown[]>((input) => Array.isArray(input) && input.length > 0, allowed),
    v.array(item),
  );
}
