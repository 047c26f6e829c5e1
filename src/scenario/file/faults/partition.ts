import * as v from 'valibot';
import type { Complain } from '../checked.ts';
import { checked } from '../checked.ts';
import { atom, choice, group, said } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { span } from '../numbers.ts';
import { flag, key, listed } from '../words.ts';
import { linking } from './form.ts';

/** What each shape is like. Source: the partitions of Jepsen's nemesis. */
export const PARTITION_SHAPES = {
  majority: 'two groups, and one of them is more than half of all',
  minority: 'two halves, with one host apart where the number is odd: no group is more than half',
  'ring-of-majorities': 'each host reaches a majority, itself included, and no two reach the same',
  bridge: 'two groups that do not reach each other, and one host that both reach',
};
const SHAPES = [
  'majority',
  'minority',
  'ring-of-majorities',
  'bridge',
] as const satisfies readonly (keyof typeof PARTITION_SHAPES)[];
const WAYS = `groups of hosts [[n1], [n2, n3]], ${SHAPES.join(', ')}, { isolate: hosts } or { isolate-primary: key }`;

export type PartitionShape = (typeof SHAPES)[number];

/** Hosts that do not reach each other: groups as they are named, or a shape that the seed fills. */
export function partitionFault({ list, any }: HostSchemas) {
  const shape = atom<PartitionShape>((input) => SHAPES.find((one) => one === input), {
    allowed: WAYS,
    json: { enum: SHAPES },
  });
  const groups = checked(
    v.pipe(
      v.custom<unknown[]>(
        (input) => Array.isArray(input) && input.length > 1,
        'at least two groups of hosts: [[n1], [n2, n3]]',
      ),
      v.array(list),
    ),
    refuseOverlap,
  );
  const isolate = group({ isolate: said(any, 'hosts that are cut off from all others') });
  const primary = group({ 'isolate-primary': said(key, 'a key: its PRIMARY replica is cut off') });
  const field = choice(WAYS, [groups, shape, isolate, primary], (input) => {
    if (Array.isArray(input)) return groups;
    if (typeof input !== 'object' || input === null) return shape;
    return 'isolate-primary' in input ? primary : isolate;
  });
  const flapping = checked(
    group({
      every: said(span, 'it comes back each time so many ticks have gone by'),
      for: said(span, 'and lasts so long'),
    }),
    (found, complain) => {
      if (found.for >= found.every)
        complain(['for'], 'it never ends before it comes back', `less than every, ${found.every}`);
    },
  );
  const { schema, ...rest } = linking(
    'partition',
    `hosts of different groups do not reach each other; ${listed(SHAPES)}: the seed makes the groups`,
    {
      partition: said(field, WAYS),
      oneWay: v.exactOptional(said(flag, 'only links from an earlier group to a later one are cut'), false),
      flapping: v.exactOptional(said(flapping, 'it comes and goes; needs until')),
    },
  );
  return { ...rest, schema: checked(schema, checkPartition) };
}

function refuseOverlap(groups: readonly (readonly number[])[], complain: Complain): void {
  groups.forEach((group, later) => {
    group.forEach((host, index) => {
      const earlier = groups.findIndex((other) => other.includes(host));
      if (earlier < later)
        complain([later, index], `n${host} is in two groups`, 'each host in at most one group');
    });
  });
}

function checkPartition(found: object, complain: Complain): void {
  const { partition, oneWay, flapping, until } = found as {
    readonly partition: unknown;
    readonly oneWay: boolean;
    readonly flapping?: object;
    readonly until?: number;
  };
  if (flapping !== undefined && until === undefined)
    complain([], 'flapping without an end', 'flapping together with until');
  if (oneWay && partition === 'ring-of-majorities') {
    complain(['oneWay'], 'a ring of majorities has no earlier and later groups', 'false');
  }
}
