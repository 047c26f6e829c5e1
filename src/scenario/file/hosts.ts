import * as v from 'valibot';
import { checked } from './checked.ts';
import { atom, choice, group, said } from './field.ts';
import { all, bystander, chosen, random, replicas } from './host-selectors.ts';
import { whole } from './numbers.ts';

/** The ways to name hosts of a group that has `nodes` of them: n1 … nN. */
export function hostSchemas(nodes: number) {
  const names = nodes === 1 ? 'n1, the only host' : `a host, n1 to n${nodes}`;
  const host = atom<number>((input) => readHost(input, nodes), {
    allowed: names,
    json: { type: 'string', pattern: '^n[1-9][0-9]*$' },
  });
  const list = checked(
    v.pipe(
      v.custom<unknown[]>(
        (input) => Array.isArray(input) && input.length > 0,
        `a list of hosts, each ${names}`,
      ),
      v.array(host),
    ),
    (hosts, complain) => {
      hosts.forEach((number, index) => {
        if (hosts.indexOf(number) < index) complain([index], `n${number} is named again`, 'each host once');
      });
    },
  );
  const one = v.pipe(
    host,
    v.transform((number) => [number]),
  );
  const some = group({ random: said(whole(1, nodes), 'so many hosts, drawn from the seed') });
  /** Hosts that are known before the run. */
  const fixed = choice(
    `${names}, a list of hosts, all, random or { random: count }`,
    [one, list, all, random, some],
    (input) => {
      if (Array.isArray(input)) return list;
      if (input === 'all') return all;
      if (input === 'random') return random;
      return isMap(input) ? some : one;
    },
  );
  /** Hosts that may depend on what the run has come to. */
  const any = choice(
    `${names}, a list of hosts, all, random, { random: count }, { replicas-of: key, ranks: […] } or { bystander-of: key }`,
    [one, list, all, random, some, replicas, bystander, chosen],
    (input) => {
      if (Array.isArray(input)) return list;
      if (input === 'all') return all;
      if (input === 'random') return random;
      if (!isMap(input)) return one;
      if ('bystander-of' in input) return bystander;
      if ('chosen-by' in input) return chosen;
      return 'random' in input ? some : replicas;
    },
  );
  return { host, list, fixed, any };
}

export type HostSchemas = ReturnType<typeof hostSchemas>;
/** Hosts as a file names them: numbers, or how to find them. */
export type FixedHosts = v.InferOutput<HostSchemas['fixed']>;
export type AnyHosts = v.InferOutput<HostSchemas['any']>;

function readHost(input: unknown, nodes: number): number | undefined {
  const number = typeof input === 'string' && /^n[1-9]\d{0,5}$/.test(input) ? Number(input.slice(1)) : 0;
  return number >= 1 && number <= nodes ? number : undefined;
}

function isMap(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
