import test from 'ava';
import { Capacity } from '../../../src/core/cache/capacity.ts';
import { Journal } from '../../../src/core/durability/journal.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import { EMPTY_LOG } from '../../../src/core/log-entry.ts';
import { Store } from '../../../src/core/replication/store.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { RecordedEffects } from '../recorded-effects.ts';

class FullReplica {
  readonly effects = new RecordedEffects();
  readonly journal = new Journal(EMPTY_LOG, DRILL);
  readonly store = new Store(this.journal);
  readonly capacity = new Capacity({ ...DRILL, capacityEntries: 2, capacityBytes: 20 }, this.store);
  #counter = 0;
  #index = -1;

  /** @returns keys that it forgets because of it */
  put(name: string, value: string | null): readonly string[] {
    this.#counter += 1;
    const version = { counter: this.#counter, writer: nodeId(1), incarnation: 1 };
    this.store.put({ key: key(name), version, value }, this.effects);
    this.#sync();
    this.capacity.evict(this.effects);
    const notes = this.#sync();
    return notes;
  }

  #sync(): readonly string[] {
    const effects = this.effects.take();
    for (const effect of effects) if (effect.kind === 'append') this.#index = effect.index;
    this.journal.appended(this.#index, this.effects);
    return effects.flatMap((effect) =>
      effect.kind === 'note' && effect.note.kind === 'record-evicted' ? [effect.note.key] : [],
    );
  }
}

test('what was used least lately is forgotten, and leaves no tombstone', (t) => {
  const replica = new FullReplica();
  replica.put('a', '1');
  replica.put('b', '1');
  replica.capacity.use(key('a'));
  t.deepEqual(replica.put('c', '1'), ['b']);
  t.deepEqual(replica.store.keys(), ['a', 'c']);
  t.is(replica.store.get(key('b')), undefined);
});

test('bytes count too, and what is larger than all there is goes at once', (t) => {
  const replica = new FullReplica();
  replica.put('a', '123456789');
  t.deepEqual(replica.put('b', '123456789012'), ['a']);
  t.deepEqual(replica.put('c', 'x'.repeat(30)), ['b', 'c']);
});

test('tombstones stay, and take no room', (t) => {
  const replica = new FullReplica();
  for (const name of ['a', 'b', 'c', 'd']) t.deepEqual(replica.put(name, null), []);
  t.deepEqual(replica.put('e', '1'), []);
  t.is(replica.store.keys().length, 5);
});
