import { ref, shallowRef } from 'vue';
import type { Arcs } from '../ring/band-painter.ts';
import type { Card, Measured } from './card.ts';
import { cardsOf } from './card.ts';
import type { Counters } from './counters.ts';
import { ratesOf, readCounters } from './counters.ts';
import type { Door } from './door.ts';
import { isAskable, pathOf } from './door.ts';
import type { ArcsPage, DumpPage, PartitionPage, RingPage, StatusPage } from './pages.ts';

const PAUSE_MS = 400;
/** For so many looks a process that was gone is shown as gone, however soon it was there again: as long as people need to see it. */
const SEEN = 5;
/** Figures are looked at once in so many looks at the processes. */
const SELDOM = 3;

/** Looks at the cluster again and again, for as long as the page is seen. */
export class ClusterWatch {
  readonly cards = shallowRef<readonly Card[]>([]);
  readonly status = shallowRef<StatusPage>();
  readonly ring = shallowRef<RingPage>();
  readonly arcs = shallowRef<Arcs>({ high: [], owners: [] });
  readonly measured = shallowRef<ReadonlyMap<string, Measured>>(new Map());
  /** Counts looks at the figures. */
  readonly looks = ref(0);
  readonly key = ref('');
  /** PRIMARY first. */
  readonly replicas = shallowRef<readonly number[]>([]);
  /** Who has a value of the key on its own disk. */
  readonly holders = shallowRef<ReadonlySet<number>>(new Set());
  /** Why nothing can be seen now. */
  readonly trouble = ref<'' | 'token' | 'silent'>('');
  readonly #door: Door;
  readonly #counted = new Map<string, { readonly at: number; readonly counters: Counters }>();
  #timer = 0;
  #turn = 0;
  /** The last looks at the cards, oldest first. */
  #earlier: readonly (readonly Card[])[] = [];

  constructor(door: Door) {
    this.#door = door;
  }

  start(): void {
    const go = async (): Promise<void> => {
      if (!document.hidden) await this.#look();
      this.#timer = window.setTimeout(() => void go(), PAUSE_MS);
    };
    void go();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Chooses a key; empty: none. */
  async choose(key: string): Promise<void> {
    this.key.value = key;
    await this.lookAtKey();
  }

  async lookAtKey(): Promise<void> {
    const key = this.key.value;
    const name = pathOf(key);
    const isKey = isAskable(key);
    const partition = !isKey ? undefined : await this.#door.page<PartitionPage>(`/partition/${name}`);
    const held = !isKey ? [] : await this.#eachNode((node) => this.#holds(node, key, name));
    if (this.key.value !== key) return;
    this.replicas.value = partition?.replica_node_ids ?? [];
    this.holders.value = new Set(held.flatMap(({ node, found }) => (found === true ? [node] : [])));
  }

  async #look(): Promise<void> {
    const { status, text } = await this.#door.ask('GET', '/status');
    this.trouble.value = status === 200 ? '' : status === 401 ? 'token' : 'silent';
    if (status !== 200) return;
    const page = JSON.parse(text) as StatusPage;
    this.status.value = page;
    this.cards.value = cardsOf(page, this.ring.value, this.#earlier[0] ?? []);
    this.#earlier = [...this.#earlier, this.cards.value].slice(-SEEN);
    this.#turn += 1;
    if (this.#turn % SELDOM === 1) await Promise.all([this.#lookAtRing(), this.#count(), this.lookAtKey()]);
  }

  async #lookAtRing(): Promise<void> {
    const [ring, arcs] = await Promise.all([
      this.#door.page<RingPage>('/ring'),
      this.#door.page<ArcsPage>('/ring/arcs'),
    ]);
    if (ring === undefined || arcs === undefined) return;
    this.ring.value = ring;
    const idOf = new Map(ring.members.map(({ address, node_id: id }) => [address, id]));
    const owners = arcs.owners.map((place) => idOf.get(arcs.addresses[place] ?? null) ?? 0);
    this.arcs.value = { high: arcs.tokens, owners };
  }

  async #count(): Promise<void> {
    const told = await this.#eachNode((node) => this.#door.ask('GET', `/cluster/nodes/${node}/metrics`));
    const now = performance.now();
    const measured = told.flatMap(({ address, found: { status, text } }) => {
      if (status !== 200) return [];
      const counters = readCounters(text);
      const before = this.#counted.get(address);
      this.#counted.set(address, { at: now, counters });
      const rates =
        before === undefined ? undefined : ratesOf(before.counters, counters, (now - before.at) / 1_000);
      return [[address, { keys: counters.keys, rates }] as const];
    });
    this.measured.value = new Map(measured);
    this.looks.value += 1;
  }

  async #holds(node: number, key: string, name: string): Promise<boolean> {
    const dump = await this.#door.page<DumpPage>(`/cluster/nodes/${node}/dump?key=${name}`);
    return dump !== undefined && Object.hasOwn(dump.data, key);
  }

  #eachNode<T>(
    ask: (node: number) => Promise<T>,
  ): Promise<readonly { node: number; address: string; found: T }[]> {
    const up = this.cards.value.flatMap(({ node, address, life }) =>
      node === undefined || life !== 'up' ? [] : [{ node, address }],
    );
    return Promise.all(up.map(async (one) => ({ ...one, found: await ask(one.node) })));
  }
}
