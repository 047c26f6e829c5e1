import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Port } from '../port.ts';
import { lockFolder } from '../storage/lock.ts';
import { ask } from './ask.ts';
import { ClusterFile } from './cluster-file.ts';
import { controllerRoutes } from './routes.ts';
import { Worker } from './worker.ts';

export interface ControllerOptions {
  readonly host: string;
  /** Of the controller; workers have those behind it. 0: whichever are free. */
  readonly port: number;
  readonly nodes: number;
  readonly replicas: number;
  /** None: nothing outlives the processes. */
  readonly data: string | undefined;
  readonly token: string | undefined;
  /** Starts `serve` with these flags in a process of its own, with a channel. @param folder of the worker's log */
  readonly launch: (flags: readonly string[], number: number) => ChildProcess;
  /** Something befell a worker. */
  readonly tell: (worker: Worker, what: string) => void;
}

const POLL_MS = 50;

/** Starts the nodes of a cluster in processes of their own, keeps them running, and says where everything is. */
export class Controller {
  readonly workers: readonly Worker[];
  readonly #options: ControllerOptions;
  readonly #file: ClusterFile;
  readonly #http: Server;
  readonly #port: Port;
  readonly #release: () => void;

  /** @throws ServeError where the folder cannot be used */
  constructor(options: ControllerOptions) {
    const { data, nodes, host, port } = options;
    this.#options = options;
    this.#release = data === undefined ? () => {} : lockFolder(data).release;
    this.#file = new ClusterFile(data);
    this.workers = Array.from({ length: nodes }, (_, nth) => {
      const number = nth + 1;
      return new Worker({
        number,
        address: `${host}:${port + number}`,
        launch: () => options.launch(this.#flagsOf(number), number),
        changed: (worker, what) => {
          if (worker.state === 'up') this.#file.begin();
          options.tell(worker, what);
        },
      });
    });
    this.#http = createServer(controllerRoutes(this, options));
    this.#port = new Port(
      (socket) => this.#http.emit('connection', socket),
      (socket) => socket.destroy(),
    );
  }

  /** Settles when every node serves and sees that all of them own a part of the ring. @throws ServeError where the port cannot be had */
  async start(): Promise<void> {
    const { host, port } = this.#options;
    try {
      await this.#port.listen(host, port);
    } catch (error) {
      this.#release();
      throw error;
    }
    const [first, ...others] = this.workers;
    first?.start();
    while (!this.#file.begun) await pause();
    for (const worker of others) worker.start();
    for (const worker of this.workers) while (!(await this.#seesAll(worker))) await pause();
  }

  async stop(): Promise<void> {
    this.#port.close();
    await Promise.all(this.workers.map((worker) => worker.stop()));
    this.#port.cut();
    this.#http.close();
    this.#release();
  }

  /** What some node that is up answers. @returns undefined where none does */
  async askAny(path: string): Promise<string | undefined> {
    for (const worker of this.workers) {
      const answer = worker.state === 'up' ? await ask(worker.address, path, this.#options.token) : undefined;
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  async #seesAll({ address, state }: Worker): Promise<boolean> {
    const answer = state === 'up' ? await ask(address, '/nodes', this.#options.token) : undefined;
    if (answer === undefined) return false;
    const { nodes, epoch } = JSON.parse(answer) as Seen;
    const owners = nodes.filter(({ status, owner }) => status === 'alive' && owner);
    return epoch?.pending === false && owners.length >= this.#options.nodes;
  }

  /** The first node of all begins the cluster; whoever starts later enters it, through any other. */
  #flagsOf(number: number): readonly string[] {
    const { data, replicas } = this.#options;
    const worker = this.workers[number - 1];
    const folder = data === undefined ? undefined : join(data, `n${number}`);
    const isKnown = folder !== undefined && existsSync(join(folder, 'node.json'));
    const others = this.workers.filter((other) => other.number !== number).map(({ address }) => address);
    const begins = !this.#file.begun && number === 1;
    return [
      ...['--listen', worker?.address ?? ''],
      ...(folder === undefined ? [] : ['--data', folder]),
      ...(isKnown ? [] : ['--node', String(this.#file.takeNode())]),
      ...(begins ? ['--replicas', String(replicas)] : []),
      ...(begins || others.length === 0 ? [] : ['--join', others.join(',')]),
    ];
  }
}

/** What a node says of all nodes. */
interface Seen {
  readonly epoch: { readonly pending: boolean } | null;
  readonly nodes: readonly { readonly status: string; readonly owner: boolean }[];
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
