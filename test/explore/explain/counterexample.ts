import type { Key } from '../../../src/core/ids.ts';
import type { Deed } from '../../../src/scenario/act.ts';
import type { LinkFault } from '../../../src/scenario/link-fault.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { drill } from '../drills.ts';

const K = 'k' as Key;

/** Everything that n1 sends takes 200 ticks. */
const SLOW: LinkFault = {
  kind: 'latency',
  links: { from: [1] },
  shape: { kind: 'uniform', min: 200, max: 200 },
};

/**
 * Why R + W > N is not enough: a write that is under way is read at n1, and then, through n2, no more. Three nodes hold
 * every key; n1 is slow while it sends the copies of the write and while it answers n2.
 */
export function staleRead(): Scenario {
  const deeds: readonly (Deed & { readonly at: number })[] = [
    {
      at: 400,
      kind: 'request',
      request: 0,
      by: 1,
      operation: { kind: 'put', key: K, value: 'old' },
      expected: 'old',
    },
    { at: 649, kind: 'install-fault', fault: 0, of: SLOW },
    {
      at: 650,
      kind: 'request',
      request: 1,
      by: 1,
      operation: { kind: 'put', key: K, value: 'new' },
      expected: 'new',
    },
    { at: 655, kind: 'remove-fault', fault: 0 },
    { at: 660, kind: 'request', request: 2, by: 1, operation: { kind: 'read', key: K }, expected: 'new' },
    { at: 664, kind: 'install-fault', fault: 1, of: SLOW },
    { at: 665, kind: 'request', request: 3, by: 2, operation: { kind: 'read', key: K }, expected: 'new' },
    { at: 700, kind: 'remove-fault', fault: 1 },
  ];
  const { workload: _, ...scenario } = drill({
    hosts: 3,
    end: 1500,
    deeds,
    latency: { kind: 'uniform', min: 2, max: 2 },
    settings: { readWriteBack: 0 },
    expectations: [{ checker: 'register', wanted: 'linearizable' }],
  });
  return { ...scenario, workload: undefined };
}
