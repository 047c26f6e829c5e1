import type { Settings } from '../../core/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import { ServeError } from '../serve-error.ts';
import type { Engine } from '../storage/engine.ts';
import type { DiskTrouble } from './hurt-engine.ts';
import { HurtEngine } from './hurt-engine.ts';
import type { ClockTrouble } from './steered-clock.ts';
import { SteeredClock } from './steered-clock.ts';

/** What a drill wants of a process when it starts it. All of it may be absent. */
export interface DrillWish {
  /** Where to call instead, for addresses of other nodes: a proxy that hurts what goes through it. */
  readonly routes?: Readonly<Record<string, string>>;
  /** Settings of the core that differ from those of every other live node, such as a protection that is left out. */
  readonly settings?: Partial<Settings>;
  /** By so much the clock is ahead from the start; behind where negative. Unit: milliseconds. */
  readonly clockOffsetMs?: number;
  /** Requests are numbered from here, so that the numbers of all lives of all nodes differ. */
  readonly firstRequest?: number;
}

/** What whoever started the process says while it runs. */
export type DrillOrder =
  | { readonly kind: 'hurt-clock'; readonly clock: ClockTrouble }
  | { readonly kind: 'hurt-disk'; readonly disk: DiskTrouble };

const WISHES = ['routes', 'settings', 'clockOffsetMs', 'firstRequest'];

/** What a drill does to a node from inside its process. */
export class Drill {
  readonly settings: Partial<Settings>;
  readonly firstRequest: number;
  readonly #routes: Readonly<Record<string, string>>;
  readonly #clockOffsetMs: number;
  readonly #clocks: SteeredClock[] = [];
  readonly #engines: HurtEngine[] = [];

  constructor({ routes = {}, settings = {}, clockOffsetMs = 0, firstRequest = 0 }: DrillWish) {
    this.#routes = routes;
    this.settings = settings;
    this.firstRequest = firstRequest;
    this.#clockOffsetMs = clockOffsetMs;
  }

  /** @param text JSON of a `DrillWish`. @throws ServeError */
  static read(text: string): Drill {
    let wish: unknown;
    try {
      wish = JSON.parse(text);
    } catch (cause) {
      throw new ServeError(`the drill is no JSON: ${text}`, { cause });
    }
    const names = typeof wish === 'object' && wish !== null ? Object.keys(wish) : [''];
    const odd = names.find((name) => !WISHES.includes(name));
    if (odd !== undefined) throw new ServeError(`a drill knows no '${odd}'; allowed: ${WISHES.join(', ')}`);
    return new Drill(wish as DrillWish);
  }

  /** Where to call for an address. */
  route(address: string): string {
    return this.#routes[address] ?? address;
  }

  steer(clock: Clock): Clock {
    const steered = new SteeredClock(clock);
    if (this.#clockOffsetMs !== 0) steered.set({ kind: 'offset', ticks: this.#clockOffsetMs });
    this.#clocks.push(steered);
    return steered;
  }

  hurt(engine: Engine): Engine {
    const hurt = new HurtEngine(engine);
    this.#engines.push(hurt);
    return hurt;
  }

  obey(order: DrillOrder): void {
    if (order.kind === 'hurt-clock') for (const clock of this.#clocks) clock.set(order.clock);
    else for (const engine of this.#engines) engine.set(order.disk);
  }
}
