import * as v from 'valibot';
import { checked } from '../checked.ts';
import { choice, group, said } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { share, span } from '../numbers.ts';
import { yes } from '../words.ts';
import { bounded, ending, momentary } from './form.ts';

/** Faults that are made of several. */
export function drills({ fixed }: HostSchemas) {
  const byShare = group({ share: said(share, 'share of all hosts, drawn from the seed') });
  const byName = group({ hosts: said(fixed, 'which hosts') });
  const mass = choice('{ share: 1/2 } or { hosts: [n1, n2] }', [byShare, byName], (input) =>
    typeof input === 'object' && input !== null && 'hosts' in input ? byName : byShare,
  );
  const rolling = checked(
    group({
      every: said(span, 'ticks from one host to the next'),
      down: said(span, 'how long each is down'),
      hosts: v.exactOptional(said(fixed, 'which hosts, in this order'), 'all'),
    }),
    ({ every, down }, complain) => {
      if (down > every)
        complain(['down'], 'the next host goes down before this one is back', `at most every, ${every}`);
    },
  );
  return {
    hold: ending('hold', 'packets from and to these hosts wait, and go on in order when it ends', {
      hold: said(fixed, 'which hosts'),
    }),
    swizzle: bounded('swizzle', 'hosts are clogged one by one in a random order, and unclogged in another', {
      swizzle: said(fixed, 'which hosts'),
      every: v.exactOptional(said(span, 'ticks from one host to the next'), 50),
    }),
    'rolling-restart': momentary('rolling-restart', 'hosts go down and come back one after the other', {
      'rolling-restart': said(rolling, 'how'),
    }),
    'mass-failure': ending('mass-failure', 'many hosts crash at once; until: they start again', {
      'mass-failure': said(mass, 'which hosts, or what share of all'),
    }),
    heal: momentary('heal', 'ends all faults once more, besides the heal of the whole file', {
      heal: said(yes, 'always true'),
    }),
  };
}
