import type { Key, NodeId } from '../../../src/core/ids.ts';
import type { Level, Operation } from '../../../src/core/operation.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { must } from '../../../src/lib/assert.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { TraceEvent } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import { drill } from '../../explore/drills.ts';

/** What one operation costs where nothing is lost, late or contended. */
export interface Cost {
  readonly level: Level;
  readonly verb: Operation['kind'];
  /** From the question to the answer; a message takes one tick, the disk two. */
  readonly ticks: number;
  /** Between nodes, until all is quiet again. */
  readonly messages: number;
}

const BACKGROUND: readonly string[] = ['gossip', 'epoch'];
const HOSTS = 5;
const KEY = 'k0' as Key;
const ASKED_AT = 600;
const LEVELS: readonly Level[] = ['one', 'quorum', 'linearizable', 'cas'];

/** Each operation that a level carries out in its own way, asked of a node that is no replica of the key. */
export function costs(): readonly Cost[] {
  const found = LEVELS.flatMap((level) =>
    (['read', 'put', 'update'] as const).map((verb) => costOf(level, operationOf(verb, level))),
  );
  return [...found, costOf('cas', { kind: 'cas', key: KEY, expected: 'before', value: 'after' })];
}

function operationOf(verb: 'read' | 'put' | 'update', level: Level): Operation {
  return verb === 'read' ? { kind: verb, key: KEY, level } : { kind: verb, key: KEY, value: 'after', level };
}

function costOf(level: Level, operation: Operation): Cost {
  const ring = new Ring(plainMembers([1, 2, 3, 4, 5]), DRILL.tokensPerNode);
  const replicas = ring.preferenceList(KEY, DRILL.replicas);
  const by = must(
    [1, 2, 3, 4, 5].find((host) => !replicas.includes(host as NodeId)),
    'a bystander',
  );
  const events: TraceEvent[] = [];
  simulate(quiet(operation, by), new Recorder({ onEvent: (event) => events.push(event) }));
  const answer = must(
    events.find((event) => event.kind === 'replied' && event.request === 1),
    'an answer',
  );
  const messages = events.filter(
    (event) => event.kind === 'sent' && event.tick >= ASKED_AT && !BACKGROUND.includes(event.message.kind),
  );
  return { level, verb: operation.kind, ticks: answer.tick - ASKED_AT, messages: messages.length };
}

function quiet(operation: Operation, by: number): Scenario {
  const before: Operation = { kind: 'put', key: KEY, value: 'before', level: 'quorum' };
  const scenario = drill({
    hosts: HOSTS,
    latency: { kind: 'uniform', min: 1, max: 1 },
    settings: { antiEntropyIntervalTicks: 0 } as Scenario['settings'],
    deeds: [
      { kind: 'request', at: 400, request: 0, operation: before, expected: 'before', by },
      { kind: 'request', at: ASKED_AT, request: 1, operation, expected: null, by },
    ],
    end: 700,
  });
  return { ...scenario, workload: undefined };
}
