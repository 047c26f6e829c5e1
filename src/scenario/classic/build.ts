import type { Key } from '../../core/ids.ts';
import type { Operation } from '../../core/operation.ts';
import { must, unreachable } from '../../lib/assert.ts';
import { Dice, openStream } from '../../lib/chance.ts';
import { NEVER } from '../../lib/ratio.ts';
import type { Act, Deed } from '../act.ts';
import type { ClassicGrading, HostPlan, Scenario } from '../scenario.ts';
import type { Pair } from './pairs.ts';
import { drawPairs } from './pairs.ts';
import type { ClassicTestcase, CrudTest } from './testcase.ts';
import { lateness, STARTS_PER_TICK, TIMELINE } from './timeline.ts';

/** An act before it has a number and before large groups play it later. */
type Draft = { readonly at: number } & Deed;

const INVALID_KEY = 'invalidKey' as Key;
const SECONDARY = 1;
const TERTIARY = 2;
/** DELETE deletes the 2nd to the 51st pair. */
const FIRST_DELETED = 1;
const DELETED = 50;

/** The scenario of a classic testcase under one seed: the whole timeline as a list of acts. */
export function buildClassic(testcase: ClassicTestcase, seed: number): Scenario {
  const { nodes, crud } = testcase;
  const late = lateness(nodes);
  const drafts = crud === undefined ? membershipActs(testcase, seed) : storeActs(crud, seed);
  return {
    title: describe(testcase),
    why: 'a testcase of the course that the store comes from',
    source: '',
    grading: gradingOf(testcase),
    seed,
    profile: 'classic',
    settings: {},
    hosts: Array.from({ length: nodes }, (_, index) => planHost(index)),
    network: { latency: { kind: 'uniform', min: 1, max: 1 } },
    workload: undefined,
    acts: drafts.map((draft, number): Act => ({ ...draft, at: draft.at + late, number })),
    heal: undefined,
    endTick: TIMELINE.end + late,
    expectations: [],
    remarks: testcase.remarks,
  };
}

function planHost(index: number): HostPlan {
  return { number: index + 1, startTick: Math.floor(index / STARTS_PER_TICK), introducer: index === 0 };
}

function membershipActs(testcase: ClassicTestcase, seed: number): readonly Draft[] {
  const loss: readonly Draft[] = [
    { kind: 'set-loss', at: TIMELINE.lossOpens, loss: testcase.dropProbability },
    { kind: 'set-loss', at: TIMELINE.lossCloses, loss: NEVER },
  ];
  const failure: Draft = {
    kind: 'crash',
    at: TIMELINE.nodesFail,
    hosts: { kind: 'numbers', numbers: drawVictims(testcase, seed) },
  };
  const acts = testcase.dropMessages ? [...loss, failure] : [failure];
  return acts.sort((a, b) => a.at - b.at);
}

/** One random node, or half of the group: consecutive, from a random first one in the lower half. */
function drawVictims({ nodes, singleFailure }: ClassicTestcase, seed: number): readonly number[] {
  const dice = new Dice(openStream(seed, 'scenario/victims'));
  if (singleFailure) return [dice.below(nodes) + 1];
  const half = Math.floor(nodes / 2);
  const first = half === 0 ? 0 : dice.below(half);
  return Array.from({ length: half }, (_, i) => first + i + 1);
}

function storeActs(verb: CrudTest, seed: number): readonly Draft[] {
  const pairs = drawPairs(seed);
  const client = new Client();
  const creates = pairs.map(({ key, value }) =>
    client.ask(TIMELINE.create, { kind: 'create', key, value }, value),
  );
  switch (verb) {
    case 'create':
      return creates;
    case 'delete':
      return [...creates, ...deleteActs(pairs, client)];
    case 'read': {
      const { key, value } = must(pairs[0], 'the first pair');
      return [...creates, ...hurtReplicasOf(key, { kind: 'read', key }, value, client)];
    }
    case 'update': {
      const { key } = must(pairs[1], 'the second pair');
      const value = 'newValue';
      return [...creates, ...hurtReplicasOf(key, { kind: 'update', key, value }, value, client)];
    }
    default:
      return unreachable(verb);
  }
}

function deleteActs(pairs: readonly Pair[], client: Client): readonly Draft[] {
  return [
    ...pairs
      .slice(FIRST_DELETED, FIRST_DELETED + DELETED)
      .map(({ key, value }) => client.ask(TIMELINE.operate, { kind: 'delete', key }, value)),
    client.ask(TIMELINE.operate, { kind: 'delete', key: INVALID_KEY }, null),
  ];
}

/** The five tests of READ and UPDATE: whole, one replica down, two down, recovered, a bystander down and a key that never was. */
function hurtReplicasOf(key: Key, operation: Operation, expected: string, client: Client): readonly Draft[] {
  const failReplicas = (at: number, ranks: readonly number[]): Draft => ({
    kind: 'crash',
    at,
    hosts: { kind: 'replicas', key, ranks },
  });
  const { operate, tertiaryFails, twoReplicasFail, recovered, bystanderFails } = TIMELINE;
  const invalid: Operation =
    operation.kind === 'update'
      ? { kind: 'update', key: INVALID_KEY, value: 'invalidValue' }
      : { kind: 'read', key: INVALID_KEY };
  return [
    client.ask(operate, operation, expected),
    failReplicas(tertiaryFails, [TERTIARY]),
    client.ask(tertiaryFails, operation, expected),
    failReplicas(twoReplicasFail, [TERTIARY, SECONDARY]),
    client.ask(twoReplicasFail, operation, expected),
    client.ask(recovered, operation, expected),
    { kind: 'crash', at: bystanderFails, hosts: { kind: 'bystander', key } },
    client.ask(bystanderFails, operation, expected),
    client.ask(bystanderFails, invalid, invalid.kind === 'update' ? invalid.value : null),
  ];
}

/** Numbers the client operations of a scenario. */
class Client {
  #asked = 0;

  ask(at: number, operation: Operation, expected: string | null): Draft {
    const request = this.#asked;
    this.#asked += 1;
    return { kind: 'request', at, request, operation, expected };
  }
}

function gradingOf({ crud, singleFailure, dropMessages }: ClassicTestcase): ClassicGrading {
  if (crud !== undefined) return crud;
  if (dropMessages) return 'lossy-single-failure';
  return singleFailure ? 'single-failure' : 'multi-failure';
}

function describe({ crud, nodes, singleFailure, dropMessages }: ClassicTestcase): string {
  const group = nodes === 1 ? 'one node' : `${nodes} nodes`;
  if (crud !== undefined) return `${crud} in a group of ${group}`;
  const who = singleFailure ? 'one node fails' : 'half of the nodes fail';
  return `${who} in a group of ${group}${dropMessages ? ' that loses messages' : ''}`;
}
