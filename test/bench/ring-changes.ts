import { key } from '../../src/core/ids.ts';
import type { Message } from '../../src/core/message.ts';
import { plainMembers } from '../../src/core/ring/members.ts';
import { Ring } from '../../src/core/ring/ring.ts';
import { DRILL } from '../../src/core/settings.ts';
import type { Deed } from '../../src/scenario/act.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEvent } from '../../src/trace/event.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { bytesOf } from '../core/repair/wire-size.ts';
import { plainScenario } from '../sim/plain-scenario.ts';
import type { Figure } from './measure.ts';

const KEYS = Array.from({ length: 600 }, (_, nth) => key(`key${nth}`));
const VALUE = 'v'.repeat(100);
const WRITTEN = 300;
/** One operation a tick from here on. */
const ASKED = 400;
const CHANGED = 800;
const END = 2000;
const SIZES = [3, 10, 100];

type Change = 'join' | 'leave' | 'replacement';
const CHANGES: readonly Change[] = ['join', 'leave', 'replacement'];

/**
 * What a change of the agreed ring moves of 600 keys, against the least that can be moved; and what operations wait
 * meanwhile. The world is simulated, so these never vary.
 */
export function benchRingChanges(): readonly Figure[] {
  return SIZES.flatMap((nodes) => CHANGES.flatMap((change) => figures(nodes, change)));
}

function figures(nodes: number, change: Change): readonly Figure[] {
  const seen = new Movement();
  const world = simulate(scenarioOf(nodes, change), new Recorder({ onEvent: (event) => seen.hear(event) }));
  const after = [...(world.live()[0]?.node?.members() ?? [])];
  const ideal = newcomers(
    Array.from({ length: nodes }, (_, index) => index + 1),
    after,
  );
  const name = `${change} at ${nodes} nodes`;
  return [
    { what: `${name}: records moved; ${ideal} have to`, value: seen.records, unit: '' },
    { what: `${name}: records moved to who held them`, value: seen.between(nodes), unit: '' },
    { what: `${name}: bytes of records and offers`, value: seen.bytes, unit: 'B' },
    { what: `${name}: two rings for`, value: seen.pending, unit: 'ticks' },
    { what: `${name}: an operation, before`, value: seen.before, unit: 'ticks' },
    { what: `${name}: an operation, meanwhile`, value: seen.meanwhile, unit: 'ticks' },
  ];
}

function scenarioOf(nodes: number, change: Change): Scenario {
  const last = { kind: 'numbers', numbers: [nodes] } as const;
  const deeds: Readonly<Record<Change, readonly (Deed & { readonly at: number })[]>> = {
    join: [],
    leave: [{ kind: 'leave', at: CHANGED, hosts: last }],
    replacement: [
      { kind: 'crash', at: CHANGED, hosts: last },
      { kind: 'dismiss', at: CHANGED + 10, hosts: last },
      { kind: 'restart', at: CHANGED + 20, hosts: last, disk: { kind: 'lost' } },
    ],
  };
  const writes = KEYS.map((of, request) => ({
    ...{ kind: 'request' as const, at: WRITTEN + (request % 50), request, expected: VALUE },
    operation: { kind: 'put' as const, key: of, value: VALUE },
  }));
  const reads = Array.from({ length: END - ASKED - 200 }, (_, nth) => ({
    ...{ kind: 'request' as const, at: ASKED + nth, request: KEYS.length + nth, expected: VALUE },
    operation: { kind: 'read' as const, key: KEYS[nth % KEYS.length] ?? key('') },
  }));
  const joiner = { number: nodes + 1, startTick: CHANGED, introducer: false, joins: true } as const;
  const { hosts } = plainScenario(nodes, []);
  return plainScenario(nodes, [...writes, ...reads, ...deeds[change]], {
    ...{ profile: 'drill', grading: undefined, endTick: END },
    hosts: change === 'join' ? [...hosts, joiner] : hosts,
  });
}

/** What is said about copies from the change on, and how long operations take. */
class Movement {
  records = 0;
  bytes = 0;
  readonly #moved: { readonly to: number; readonly of: string }[] = [];
  readonly #asked = new Map<number, number>();
  readonly #answered: { readonly at: number; readonly took: number }[] = [];
  #from = END;
  #until = END;

  hear(event: TraceEvent): void {
    if (event.kind === 'sent' && event.tick >= CHANGED) this.#sent(event.to, event.message);
    if (event.kind === 'requested') this.#asked.set(event.request, event.tick);
    if (event.kind === 'replied') {
      const at = this.#asked.get(event.request) ?? event.tick;
      this.#answered.push({ at, took: event.tick - at });
    }
    if (event.kind !== 'noted' || event.note.kind !== 'epoch-adopted' || event.tick < CHANGED) return;
    if (event.note.target !== undefined) this.#from = Math.min(this.#from, event.tick);
    else if (event.tick > this.#from) this.#until = Math.min(this.#until, event.tick);
  }

  #sent(to: number, message: Message): void {
    const letters = message.kind === 'bundle' ? message.letters : [message];
    for (const letter of letters) {
      const isMove = letter.kind === 'store' && letter.request === undefined;
      if (isMove || letter.kind === 'offer' || letter.kind === 'offered') this.bytes += bytesOf(letter);
      if (!isMove) continue;
      this.records += letter.records.length;
      this.#moved.push(...letter.records.map((record) => ({ to, of: record.key })));
    }
  }

  between(nodes: number): number {
    const ring = ringOf(Array.from({ length: nodes }, (_, index) => index + 1));
    return this.#moved.filter(({ to, of }) =>
      ring.preferenceList(key(of), DRILL.replicas).some((replica) => replica === to),
    ).length;
  }

  get pending(): number {
    return this.#until - this.#from;
  }

  /** Mean of the operations begun in the time, exact to a hundredth. */
  get before(): number {
    return this.#mean(ASKED, CHANGED);
  }

  get meanwhile(): number {
    return this.#mean(this.#from, this.#until);
  }

  #mean(from: number, until: number): number {
    const some = this.#answered.filter(({ at }) => at >= from && at < until);
    return some.reduce((sum, { took }) => sum + took, 0) / some.length;
  }
}

function ringOf(members: readonly number[]): Ring {
  return new Ring(plainMembers(members), DRILL.tokensPerNode);
}

/** Keys at replicas that were none of theirs before: so many copies have to be made. */
function newcomers(before: readonly number[], after: readonly number[]): number {
  const [was, is] = [ringOf(before), ringOf(after)];
  return KEYS.reduce((sum, of) => {
    const held = was.preferenceList(of, DRILL.replicas);
    return sum + is.preferenceList(of, DRILL.replicas).filter((node) => !held.includes(node)).length;
  }, 0);
}
