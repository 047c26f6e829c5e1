import type { Act } from '../../scenario/act.ts';
import { BLOCK } from '../../scenario/expand/draft.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../scenario/workload.ts';
import { hostNumber } from '../../sim/identity.ts';
import { simulate } from '../../sim/simulate.ts';
import type { RareEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import { lower } from './ddmin.ts';
import { inOrder } from './parts.ts';
import type { Trial } from './trial.ts';

/** Fewer operations, clients and keys of the workload. What a client does first stays the same. */
export function shortenWorkload(trial: Trial): void {
  const change = (changes: (plan: WorkloadPlan) => Partial<WorkloadPlan>) => {
    const { best } = trial;
    const plan = best.workload;
    return plan !== undefined && trial.adopt({ ...best, workload: { ...plan, ...changes(plan) } });
  };
  const { workload } = trial.best;
  if (workload === undefined || trial.adopt({ ...trial.best, workload: undefined })) return;
  lower(workload.operations, 1, (operations) => change(() => ({ operations })));
  const each = Math.ceil((trial.best.workload?.operations ?? 0) / workload.clients);
  lower(workload.clients, 1, (clients) => change(() => ({ clients, operations: clients * each })));
  lower(workload.keys, 1, (keys) => change(() => ({ keys })));
  change(() => ({ retries: 0 }));
}

/** More requests than these would take longer to leave out than their workload takes to read. */
const MOST_REQUESTS = 600;

/** The same scenario with each request of the workload as an act of its own; undefined where there is none. */
export function spelledOut(scenario: Scenario): Scenario | undefined {
  if (scenario.workload === undefined) return undefined;
  const asked: Extract<RareEvent, { kind: 'requested' }>[] = [];
  const recorder = new Recorder({
    onRareEvent: (event) => {
      if (event.kind === 'requested' && event.client !== undefined) asked.push(event);
    },
  });
  simulate(scenario, recorder);
  if (asked.length > MOST_REQUESTS) return undefined;
  const free = firstFreeBlock(scenario.acts);
  const own = scenario.acts.filter(({ kind }) => kind === 'request').length;
  const acts = asked.map(({ tick, node, operation, expected }, nth): Act => {
    const by = hostNumber(node, scenario.hosts.length);
    const number = (free + nth) * BLOCK;
    return { kind: 'request', at: tick, number, request: own + nth, operation, expected, by };
  });
  return { ...scenario, workload: undefined, acts: inOrder([...scenario.acts, ...acts]) };
}

/** The first block of numbers above those of all acts. */
export function firstFreeBlock(acts: readonly Act[]): number {
  return acts.reduce((free, { number }) => Math.max(free, Math.floor(number / BLOCK) + 1), 1);
}
