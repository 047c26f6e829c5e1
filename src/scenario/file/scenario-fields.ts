import * as v from 'valibot';
import { LARGEST_SEED } from '../../lib/chance.ts';
import { clusterField } from './cluster-fields.ts';
import { expectField } from './expectation-fields.ts';
import { faultField } from './faults/fault.ts';
import { choice, group, said } from './field.ts';
import { hostSchemas } from './hosts.ts';
import { networkField } from './network-fields.ts';
import { pause, span, tick, whole } from './numbers.ts';
import { settingsField } from './settings-fields.ts';
import { swarmField } from './swarm-fields.ts';
import { flag, text, word } from './words.ts';
import { workloadField } from './workload-fields.ts';

const SUBJECTS = [
  ...(['create', 'read', 'update', 'delete'] as const),
  ...(['single-failure', 'multi-failure', 'lossy-single-failure'] as const),
] as const;

const healAt = v.pipe(
  tick,
  v.transform((at) => ({ at, play: true })),
);
const healPlan = group({
  at: said(tick, 'when'),
  play: v.exactOptional(
    said(flag, 'false: nothing is ended, and only the time of convergence is counted'),
    true,
  ),
});
const heal = choice('a tick, or { at, play }', [healAt, healPlan], (input) =>
  typeof input === 'object' && input !== null ? healPlan : healAt,
);

function list<const S extends v.GenericSchema<unknown, unknown>>(item: S, allowed: string) {
  return v.pipe(
    v.custom<unknown[]>((input) => Array.isArray(input), allowed),
    v.array(item),
  );
}

/**
 * A scenario file: the one table from which checks, defaults, help and the editor's JSON Schema are made.
 * @param nodes how many hosts the file has, so that each name of a host can be judged where it stands
 */
export function scenarioFields(nodes: number) {
  const hosts = hostSchemas(nodes);
  return group({
    title: said(text(200, 1), 'the claim that the scenario makes'),
    why: v.exactOptional(said(text(4000), 'why the claim should hold'), ''),
    source: v.exactOptional(said(text(4000), 'who said so'), ''),
    seed: v.exactOptional(said(whole(0, LARGEST_SEED), 'the seed of a run that is given none'), 1),
    profile: v.exactOptional(said(word(['drill', 'lan', 'classic']), 'the settings to start from'), 'drill'),
    settings: v.exactOptional(said(settingsField, 'what this scenario changes in them'), {}),
    cluster: v.exactOptional(said(clusterField(hosts), 'the hosts'), {}),
    network: v.exactOptional(said(networkField, 'the network as it always is, until heal'), {}),
    workload: v.exactOptional(
      said(workloadField, 'what simulated clients do; nobody asks anything without it'),
    ),
    faults: v.exactOptional(
      said(list(faultField(hosts), 'a list of faults'), 'what happens to the world, in any order'),
      [],
    ),
    heal: v.exactOptional(said(heal, 'when all faults end and everybody is up again')),
    converge: v.exactOptional(
      said(
        pause,
        'ticks after heal until everything must have converged; 1000, or 20000 in profile lan, where it is not given',
      ),
    ),
    end: v.exactOptional(
      said(span, 'the first tick that is not played; heal + converge where it is not given'),
    ),
    swarm: v.exactOptional(said(swarmField, 'the seed draws what the file does not state'), false),
    expect: v.exactOptional(said(expectField, 'what must come out'), {}),
    grading: v.exactOptional(said(word(SUBJECTS), 'the subject that a classic testcase is graded in')),
    remarks: v.exactOptional(said(list(text(1000), 'a list of texts'), 'what the reader should know'), []),
  });
}

/** What a scenario file says, complete: defaults are filled in, host names are numbers, shares are fractions. */
export type ScenarioFile = v.InferOutput<ReturnType<typeof scenarioFields>> & {
  /** Names that the file itself gives; a swarm draws the rest. */
  readonly stated: readonly string[];
};
