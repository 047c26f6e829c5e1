import type { InjectionKey, Ref, ShallowRef } from 'vue';
import { computed, ref, shallowRef } from 'vue';
import type { Branch } from '../branches/branch.ts';
import { branchOf } from '../branches/branch.ts';
import type { Desk } from '../simulator/desk.ts';
import type { Change, Order } from '../simulator/order.ts';
import type { WorldState } from '../world/world-state.ts';
import { NORMAL_SPEED } from './speeds.ts';

/** What is shown, and at which moment. One for the page; everything that is drawn follows from it. */
export class Player {
  readonly desk: Desk;
  /** The testcase of all branches, as it was ordered. */
  readonly order: ShallowRef<Order | undefined> = shallowRef();
  readonly branches: ShallowRef<readonly Branch[]> = shallowRef([]);
  readonly shown: ShallowRef<Branch | undefined> = shallowRef();
  /** Drawn beside the shown one, at the same moment. */
  readonly beside: ShallowRef<Branch | undefined> = shallowRef();
  /** Ticks, and parts of ticks, since the beginning. */
  readonly time = ref(0);
  readonly isPlaying = ref(false);
  /** Ticks a second. */
  readonly speed = ref(NORMAL_SPEED);
  /** The node whose view is shown: an identity; undefined: what is the case. */
  readonly chosen: Ref<number | undefined> = ref();
  readonly key: Ref<string | undefined> = ref();
  readonly isBusy = ref(false);
  readonly mistake = ref('');
  /** The digest that the run had where its link was made. */
  readonly promised: Ref<string | undefined> = ref();

  /** How many events have happened. */
  readonly at = computed(() => this.shown.value?.times.eventsAt(this.time.value) ?? 0);
  readonly tick = computed(() =>
    Math.min(Math.floor(this.time.value), this.shown.value?.times.lastTick ?? 0),
  );
  readonly world = computed<WorldState | undefined>(() => this.shown.value?.reel.at(this.at.value));

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Runs a testcase, and shows it from its beginning. What was shown before is forgotten once it has run. */
  async open(order: Order, promised?: string): Promise<boolean> {
    const base = await this.#run(
      { ...order, changes: [] },
      { name: 'as written', changes: [], forkedAt: undefined },
    );
    if (base === undefined) return false;
    for (const { run } of this.branches.value) void this.desk.ask('close', run);
    const { seed } = base.film.outcome;
    this.order.value = { ...order, seed, changes: [] };
    this.branches.value = [base];
    this.shown.value = base;
    this.beside.value = undefined;
    this.promised.value = promised;
    this.chosen.value = undefined;
    this.key.value = base.film.keys[0];
    this.isPlaying.value = false;
    this.time.value = 0;
    if (order.changes.length > 0) await this.fork(order.changes, 'as linked');
    return true;
  }

  /** Plays the run again with changes to the world more than the shown branch has; both are kept. */
  async fork(added: readonly Change[], name: string): Promise<boolean> {
    const [order, from] = [this.order.value, this.shown.value];
    if (order === undefined || from === undefined || added.length === 0) return false;
    const changes = [...from.changes, ...added];
    const forkedAt = Math.min(...added.map(({ at }) => at));
    const branch = await this.#run({ ...order, changes }, { name, changes, forkedAt });
    if (branch === undefined) return false;
    this.branches.value = [...this.branches.value, branch];
    this.beside.value = from;
    this.shown.value = branch;
    return true;
  }

  /** Shows another branch at the same moment. */
  show(branch: Branch): void {
    if (this.beside.value === branch) this.beside.value = this.shown.value;
    this.shown.value = branch;
  }

  /** Goes to a moment; beyond the run, to its end. */
  goTo(time: number): void {
    const last = (this.shown.value?.times.lastTick ?? 0) + 1;
    this.time.value = Math.max(0, Math.min(time, last));
    if (this.time.value >= last) this.isPlaying.value = false;
  }

  /** Goes to where so many events have happened. */
  goToEvent(at: number): void {
    const times = this.shown.value?.times;
    if (times !== undefined) this.goTo(times.momentOf(at));
  }

  stepEvent(by: number): void {
    this.isPlaying.value = false;
    this.goToEvent(this.at.value + by);
  }

  stepTick(by: number): void {
    this.isPlaying.value = false;
    this.goTo(by > 0 ? Math.floor(this.time.value) + by : Math.ceil(this.time.value) + by);
  }

  togglePlay(): void {
    const last = (this.shown.value?.times.lastTick ?? 0) + 1;
    if (!this.isPlaying.value && this.time.value >= last) this.time.value = 0;
    this.isPlaying.value = !this.isPlaying.value;
  }

  async #run(order: Order, as: Pick<Branch, 'name' | 'changes' | 'forkedAt'>): Promise<Branch | undefined> {
    this.isBusy.value = true;
    this.mistake.value = '';
    try {
      return branchOf(await this.desk.ask('open', order), as);
    } catch (error) {
      this.mistake.value = error instanceof Error ? error.message : String(error);
      return undefined;
    } finally {
      this.isBusy.value = false;
    }
  }
}

export const PLAYER: InjectionKey<Player> = Symbol('player');
