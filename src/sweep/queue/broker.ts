import { createRequire } from 'node:module';
import type * as BullMq from 'bullmq';
import type * as IoRedis from 'ioredis';

/** What is not there, or cannot be talked to. The message says what to do. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** All our keys begin so. */
const PREFIX = 'orrery';
const CONNECT_MS = 5_000;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The connection to Redis. Once it has been reached, whatever is asked of it waits for as long as it is away: nothing
 * fails because it starts again.
 */
export class Broker {
  /** Its address, without name and password. */
  readonly place: string;
  readonly redis: IoRedis.Redis;
  readonly #bullmq: typeof BullMq;

  private constructor(place: string, redis: IoRedis.Redis, bullmq: typeof BullMq) {
    this.place = place;
    this.redis = redis;
    this.#bullmq = bullmq;
  }

  /**
   * @param onAway told when the connection is lost, and when it is back
   * @throws QueueError where packages are missing, or nobody answers at the address
   */
  static async reach(url: string, onAway: (away: boolean) => void): Promise<Broker> {
    const bullmq = load<typeof BullMq>('bullmq');
    const { Redis } = load<typeof IoRedis>('ioredis');
    const { protocol, host } = new URL(url);
    const place = `${protocol}//${host}`;
    let reached = false;
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_MS,
      maxRetriesPerRequest: null,
      retryStrategy: (times) => (reached ? Math.min(50 * times, LONGEST_PAUSE_MS) : null),
    });
    let why = 'it does not answer';
    redis.on('error', (error) => {
      why = error.message;
    });
    try {
      await redis.connect();
      await redis.ping();
    } catch (error) {
      redis.disconnect();
      const reason = why === 'it does not answer' && error instanceof Error ? error.message : why;
      throw new QueueError(`${place}: no Redis can be used there, ${reason}; --queue names another`);
    }
    reached = true;
    let away = false;
    const tell = (now: boolean) => (): void => {
      if (away !== now) onAway(now);
      away = now;
    };
    redis.on('close', tell(true));
    redis.on('ready', tell(false));
    redis.once('end', () => redis.removeAllListeners('close'));
    return new Broker(place, redis, bullmq);
  }

  queue<Data, Result>(name: string): BullMq.Queue<Data, Result> {
    const queue = new this.#bullmq.Queue<Data, Result>(name, { connection: this.redis, prefix: PREFIX });
    // The connection tells by itself when it is lost.
    queue.on('error', () => {});
    return queue;
  }

  worker<Data, Result>(
    name: string,
    act: (data: Data) => Promise<Result>,
    options: Omit<BullMq.WorkerOptions, 'connection' | 'prefix'>,
  ): BullMq.Worker<Data, Result> {
    const worker = new this.#bullmq.Worker<Data, Result>(name, ({ data }) => act(data), {
      ...options,
      connection: this.redis,
      prefix: PREFIX,
    });
    worker.on('error', () => {});
    return worker;
  }

  /** A name for a key beside those of queues. */
  key(name: string): string {
    return `${PREFIX}:${name}`;
  }

  close(): void {
    this.redis.removeAllListeners('close');
    this.redis.disconnect();
  }
}

/** Packages that an installation may do without, read when they are first needed. */
function load<Module>(name: string): Module {
  try {
    return createRequire(import.meta.url)(name) as Module;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    throw new QueueError(`--queue needs packages that are not installed: npm install bullmq ioredis`);
  }
}
