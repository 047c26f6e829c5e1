import test from 'ava';
import type { Coherence } from '../../../src/core/cache/coherence.ts';
import { Directory } from '../../../src/core/cache/directory.ts';
import type { Acknowledgement } from '../../../src/core/durability/journal.ts';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick, ticks } from '../../../src/core/time.ts';
import { RecordedEffects } from '../recorded-effects.ts';

const KEY = key('k');
const ALARM = -1 as ReturnType<typeof requestId>;
const version = (counter: number) => ({ counter, writer: nodeId(1), incarnation: 1 });
const record = (counter: number) => ({ key: KEY, version: version(counter), value: `v${counter}` });
const answer: Acknowledgement = {
  ...{ to: nodeId(5), message: { kind: 'stored', request: requestId(1) }, keys: [KEY] },
};

class Lender {
  readonly said: Acknowledgement[] = [];
  readonly effects = new RecordedEffects();
  readonly directory: Directory;

  constructor(cacheCoherence: Coherence, incarnation = 1) {
    const settings = { ...DRILL, cacheCoherence, leaseTicks: ticks(80), leaseMarginTicks: ticks(10) };
    const speak = (said: Acknowledgement) => this.said.push(said);
    this.directory = new Directory({ settings, incarnation, now: tick(1000), speak });
  }

  lend(to: number, now: number, isSettled = true): boolean {
    return this.directory.lend(nodeId(to), KEY, isSettled, tick(now));
  }

  take(counter: number, now: number): readonly string[] {
    this.directory.taken(record(counter), tick(now), this.effects);
    return this.effects
      .take()
      .flatMap((effect) => (effect.kind === 'send' ? [`${effect.message.kind} to ${effect.to}`] : []));
  }

  revoked(from: number, counter: number): void {
    const message = { kind: 'revoked', key: KEY, version: version(counter) } as const;
    this.directory.revoked(nodeId(from), message, this.effects);
  }
}

test('lease: nothing is said of a key until each copy was given back', (t) => {
  const lender = new Lender('lease');
  t.true(lender.lend(2, 1000));
  t.true(lender.lend(3, 1010));
  t.deepEqual(lender.take(7, 1020), ['revoke to 2', 'revoke to 3']);
  t.true(lender.directory.keepsBack(answer));
  lender.revoked(2, 7);
  t.deepEqual(lender.said, []);
  lender.revoked(3, 7);
  t.deepEqual(lender.said, [answer]);
  t.false(lender.directory.keepsBack(answer));
});

test('lease: a copy that nobody gives back is waited for until its lease and the margin are over', (t) => {
  const lender = new Lender('lease');
  lender.lend(2, 1000);
  lender.take(7, 1020);
  lender.directory.keepsBack(answer);
  lender.directory.elapsed(ALARM, tick(1089), lender.effects);
  t.deepEqual(lender.said, []);
  t.true(lender.directory.isLending(tick(1089)));
  lender.directory.elapsed(ALARM, tick(1090), lender.effects);
  t.deepEqual(lender.said, [answer]);
  t.false(lender.directory.isLending(tick(1090)));
});

test('lease: an answer to an earlier recall ends no later one', (t) => {
  const lender = new Lender('lease');
  lender.lend(2, 1000);
  lender.take(7, 1020);
  lender.directory.keepsBack(answer);
  lender.revoked(2, 6);
  t.deepEqual(lender.said, []);
});

test('lease: what is being replaced is not lent, nor what is being called back', (t) => {
  const lender = new Lender('lease');
  t.false(lender.lend(2, 1000, false));
  lender.lend(2, 1000);
  lender.take(7, 1010);
  t.false(lender.lend(3, 1011));
});

test('lease: who starts again is silent until the leases of its earlier life are over', (t) => {
  const { directory } = new Lender('lease', 2);
  t.false(directory.speaks(tick(1089)));
  t.true(directory.isLending(tick(1089)));
  t.true(directory.speaks(tick(1090)));
  t.true(new Lender('lease', 1).directory.speaks(tick(1000)));
});

test('invalidate: sharers are told, and nobody waits for them', (t) => {
  const lender = new Lender('invalidate');
  lender.lend(2, 1000);
  t.deepEqual(lender.take(7, 1020), ['revoke to 2']);
  t.false(lender.directory.keepsBack(answer));
  t.deepEqual(lender.take(8, 1021), []);
});

test('update: sharers get each newer record when it is durable', (t) => {
  const lender = new Lender('update');
  lender.lend(2, 1000);
  t.deepEqual(lender.take(7, 1010), []);
  for (const counter of [7, 8]) {
    lender.directory.kept(record(counter), tick(1020), lender.effects);
    t.like(lender.effects.take()[0], { kind: 'send', to: 2, message: { record: record(counter) } });
  }
});
