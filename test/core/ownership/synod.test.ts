import test from 'ava';
import fc from 'fast-check';
import { Journal } from '../../../src/core/durability/journal.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { accept, Decree, promise } from '../../../src/core/ownership/decree.ts';
import type { SynodMessage } from '../../../src/core/ownership/synod.ts';
import { Synod } from '../../../src/core/ownership/synod.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { ticks } from '../../../src/core/time.ts';
import { openStream } from '../../../src/lib/chance.ts';
import { kinds, RecordedEffects } from '../recorded-effects.ts';
import { epochOf } from './epochs.ts';
import type { Happening } from './voters.ts';
import { Voters } from './voters.ts';

const SLOT = 2;
const ALL = [1, 2, 3, 4, 5];

/** Each wants somebody else to join. */
const proposalOf = (group: number) => (voter: number) =>
  epochOf(SLOT, ALL.slice(0, group), [...ALL.slice(0, group), 10 + voter]);

const happenings = (least: number): fc.Arbitrary<readonly Happening[]> =>
  fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 12, arbitrary: fc.constant('deliver' as const) },
        { weight: 6, arbitrary: fc.constant('sync' as const) },
        { weight: 2, arbitrary: fc.constantFrom('propose' as const, 'repeat' as const) },
        { weight: 1, arbitrary: fc.constantFrom('lose' as const, 'restart' as const) },
      ),
      nth: fc.nat(60),
    }),
    { minLength: least, maxLength: 2 * least },
  );

test('proposers that rival, restart and are heard late, twice or never decide one epoch', (t) => {
  let decisions = 0;
  fc.assert(
    fc.property(fc.constantFrom(2, 3, 5), happenings(80), (group, events) => {
      const voters = new Voters(group, proposalOf(group));
      for (const event of events) voters.happen(event);
      decisions += voters.decided.length;
      // Whoever proposes afterwards finds what was decided.
      for (let voter = 0; voter < group; voter += 1)
        for (let attempt = 0; attempt < 3; attempt += 1) voters.calm(voter);
      t.true(voters.decided.length > 0);
      t.is(new Set(voters.decided.map((epoch) => JSON.stringify(epoch))).size, 1);
    }),
    { seed: 1, numRuns: 80 },
  );
  t.true(decisions > 20, `only ${decisions} were decided in the midst of it`);
});

test('where fewer than a majority are left, all who are left decide', (t) => {
  const ballot = { counter: 1, writer: nodeId(1), incarnation: 1 };
  const decree = new Decree(ballot, proposalOf(5)(1), ALL.map(nodeId), [3, 4, 5].map(nodeId));
  t.deepEqual(decree.voters.map(Number), [1, 2]);
  t.false(decree.promised(nodeId(1), undefined));
  t.false(decree.promised(nodeId(3), undefined), 'it will never vote again');
  t.true(decree.promised(nodeId(2), undefined));
  t.false(decree.accepted(nodeId(1)));
  t.true(decree.accepted(nodeId(2)));
});

test('where a majority is left, a majority decides', (t) => {
  const ballot = { counter: 1, writer: nodeId(1), incarnation: 1 };
  const decree = new Decree(ballot, proposalOf(5)(1), ALL.map(nodeId), [nodeId(5)]);
  t.false(decree.promised(nodeId(1), undefined) || decree.promised(nodeId(2), undefined));
  t.true(decree.promised(nodeId(3), undefined));
});

test('a lone proposer has its epoch decided in two rounds', (t) => {
  const voters = new Voters(5, proposalOf(5));
  voters.calm(2);
  t.deepEqual(voters.decided, [proposalOf(5)(3)]);
});

const ballot = (counter: number) => ({ counter, writer: nodeId(1), incarnation: 1 });

test('a voter promises and accepts nothing below what it promised', (t) => {
  const vote = promise(undefined, SLOT, ballot(5));
  t.deepEqual(vote, { slot: SLOT, promised: ballot(5) });
  t.is(promise(vote, SLOT, ballot(4)), undefined);
  t.is(accept(vote, ballot(4), epochOf(SLOT, [1])), undefined);
  t.truthy(accept(vote, ballot(5), epochOf(SLOT, [1])));
});

test('what was accepted is told with each later promise of the same slot, and of no other', (t) => {
  const accepted = accept(undefined, ballot(5), epochOf(SLOT, [1]));
  t.deepEqual(promise(accepted, SLOT, ballot(6))?.accepted, accepted?.accepted);
  t.is(promise(accepted, SLOT + 1, ballot(1))?.accepted, undefined);
});

/** What a voter with this log asks for, and what it says once all is durable. */
function answers(log: readonly LogEntry[], question: SynodMessage): readonly string[] {
  const effects = new RecordedEffects();
  const journal = new Journal({ entries: log, nextIndex: log.length }, DRILL);
  const chance = openStream(1, 'n1');
  const synod = new Synod({ id: nodeId(1), incarnation: 2, pause: ticks(1), journal, chance });
  synod.receive(nodeId(2), question, effects);
  const before = kinds(effects.take());
  journal.appended(log.length, effects);
  return [...before, 'durable', ...kinds(effects.take())];
}

const prepare = (slot: number) => ({ kind: 'prepare-epoch', slot, ballot: ballot(3) }) as const;
const acceptance = { kind: 'accept-epoch', epoch: epochOf(SLOT, [1]), ballot: ballot(3) } as const;

test('a vote is durable before it is told', (t) => {
  t.deepEqual(answers([], prepare(SLOT)), ['append', 'durable', 'epoch-promised']);
  t.deepEqual(answers([], acceptance), ['append', 'durable', 'epoch-accepted']);
});

test('who has lost entries, and cannot tell which, votes on nothing', (t) => {
  const lost: LogEntry = { kind: 'lost', key: undefined };
  t.deepEqual(answers([lost], prepare(SLOT)), ['durable']);
  t.deepEqual(answers([lost], acceptance), ['durable']);
});

test('who has learnt again what it lost votes on no epoch that it may have voted on before', (t) => {
  const whole: LogEntry[] = [
    { kind: 'lost', key: undefined },
    { kind: 'relearned', losses: 1 },
  ];
  t.deepEqual(answers(whole, prepare(SLOT)), ['durable']);
  t.deepEqual(answers(whole, prepare(SLOT + 1)), ['append', 'durable', 'epoch-promised']);
});
