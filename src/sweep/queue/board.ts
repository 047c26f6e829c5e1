import { compareText } from '../../lib/order.ts';
import type { TestcaseText } from '../worker.ts';
import type { Broker } from './broker.ts';
import type { Build } from './build.ts';

/** A sweep that wants workers. */
export interface Notice {
  /** Also the name of its queue. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly build: Build;
  readonly testcases: readonly TestcaseText[];
  readonly patienceMs: number;
  /** Older sweeps come first. Unit: milliseconds of the clock where it was begun. */
  readonly since: number;
}

/** Where workers look for sweeps. */
export class Board {
  readonly #broker: Broker;
  readonly #key: string;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.#key = broker.key('sweeps');
  }

  /** Puts a notice up; it may be up already. */
  async post(notice: Notice): Promise<void> {
    await this.#broker.redis.hset(this.#key, notice.id, JSON.stringify(notice));
  }

  async remove(id: string): Promise<void> {
    await this.#broker.redis.hdel(this.#key, id);
  }

  async has(id: string): Promise<boolean> {
    return (await this.#broker.redis.hexists(this.#key, id)) === 1;
  }

  /** All that are up, the oldest first. */
  async list(): Promise<readonly Notice[]> {
    const notices = Object.values(await this.#broker.redis.hgetall(this.#key));
    return notices
      .map((text) => JSON.parse(text) as Notice)
      .sort((a, b) => a.since - b.since || compareText(a.id, b.id));
  }
}
