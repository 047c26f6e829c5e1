import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Caller } from '../caller.ts';
import { Port } from '../port.ts';
import { Gate } from '../rest/gate.ts';
import { openHttp } from '../rest/http-server.ts';
import { Problem } from '../rest/problem.ts';
import type { Page } from '../rest/router.ts';
import { lockFolder } from '../storage/lock.ts';
import type { Tls } from '../tls.ts';
import { ClusterFile } from './cluster-file.ts';
import { controllerEvents, controllerRoutes } from './routes.ts';
import { Worker } from './worker.ts';

export interface ControllerOptions {
  readonly host: string;
  /** Of the controller; workers have those behind it. 0: whichever are free. */
  readonly port: number;
  /** Of a cluster that begins; one that has begun has those that were added to it and not removed. */
  readonly nodes: number;
  readonly replicas: number;
  /** None: nothing outlives the processes. */
  readonly data: string | undefined;
  readonly token: string | undefined;
  readonly readToken: string | undefined;
  readonly tls: Tls | undefined;
  /** The folder of the built page; where it is not there, the page says how it is built. */
  readonly site: string;
  readonly maxValueBytes: number;
  /** Answers what older clients ask as well. */
  readonly compat: boolean;
  /** Starts `serve` with these flags in a process of its own, with a channel. @param folder of the worker's log */
  readonly launch: (flags: readonly string[], number: number) => ChildProcess;
  /** Something befell a worker. */
  readonly tell: (worker: Worker, what: string) => void;
}

const POLL_MS = 50;
/** Between two wishes that a worker leaves. */
const ASK_MS = 500;
const SILENCE_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const LAST_PORT = 65_535;

/** Starts the nodes of a cluster in processes of their own, keeps them running, and says where everything is. */
export class Controller {
  #workers: readonly Worker[];
  readonly #options: ControllerOptions;
  readonly #file: ClusterFile;
  readonly #http: Server;
  readonly #port: Port;
  readonly #caller: Caller;
  readonly #release: () => void;
  #endEvents: () => void = () => {};
  #stopped = false;

  /** @throws ServeError where the folder cannot be used */
  constructor(options: ControllerOptions) {
    const { data, nodes, token, tls } = options;
    this.#options = options;
    this.#caller = new Caller({ token, tls });
    this.#release = data === undefined ? () => {} : lockFolder(data).release;
    this.#file = new ClusterFile(data);
    while (!this.#file.begun && this.#file.workers.length < nodes) this.#file.addWorker();
    this.#workers = this.#file.workers.map((number) => this.#hire(number));
    this.#http = openHttp({ keepAliveMs: KEEP_ALIVE_MS, requestTimeoutMs: SILENCE_MS });
    this.#http.on('request', controllerRoutes(this, options));
    const refuse = (socket: Socket) => void socket.destroy();
    const http = (socket: Socket) => void this.#http.emit('connection', socket);
    this.#port = new Port({ http, grpc: refuse, strangers: refuse }, tls, SILENCE_MS);
  }

  /** Ascending by number. */
  get workers(): readonly Worker[] {
    return this.#workers;
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
    const { tellEvents } = await import('./events.ts');
    this.#endEvents = tellEvents(this.#http, new Gate(this.#options), controllerEvents(this, this.#options));
    const [first, ...others] = this.#workers;
    first?.start();
    while (!this.#file.begun) await pause(POLL_MS);
    for (const worker of others) worker.start();
    for (const worker of this.#workers) while (!(await this.#seesAll(worker))) await pause(POLL_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endEvents();
    this.#port.close();
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    this.#port.cut();
    this.#http.close();
    this.#release();
  }

  /** Starts one node more, which enters the ring by itself. @throws Problem where there is no port for it */
  add(): Worker {
    const number = this.#file.addWorker();
    const worker = this.#hire(number);
    if (this.#options.port + number > LAST_PORT)
      throw new Problem(409, 'No port', `the ports behind ${this.#options.port} are used up`);
    this.#workers = [...this.#workers, worker];
    worker.start();
    return worker;
  }

  /**
   * Lets a node hand over what it has and leave the ring; then it ends, and is started no more.
   * @throws Problem where there is no such node, or it is the last one
   */
  remove(node: number): void {
    const worker = this.workerOf(node);
    if (this.#workers.filter(({ isLeaving }) => !isLeaving).length < 2)
      throw new Problem(409, 'It is the last one', 'add another node first, or stop the cluster');
    if (!worker.isLeaving) void this.#drain(worker);
  }

  /** A node that is gone for good is started no more, and the others are told that it leaves. @throws Problem */
  async bury(node: number): Promise<Page> {
    const worker = this.#workers.find((one) => one.node === node);
    if (worker?.state === 'up')
      throw new Problem(
        409,
        'It is alive',
        `node ${node} is up: without dead=true it hands over what it has`,
      );
    const answer = await this.askAny(`/cluster/nodes/${node}?dead=true`, 'DELETE');
    if (answer === undefined)
      throw new Problem(503, 'Nobody is there', 'no node is up; they are being started');
    if (answer.status === 202 && worker !== undefined) {
      this.#dismiss(worker);
      await worker.stop();
    }
    return answer;
  }

  /** What some node that is up answers. @returns undefined where none does */
  async askAny(path: string, method = 'GET'): Promise<{ status: number; body: string } | undefined> {
    for (const worker of this.#workers) {
      const answer = worker.state === 'up' ? await this.#caller.ask(method, worker.address, path) : undefined;
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** What that worker answers. @returns undefined where it does not; it may have been heard nevertheless */
  askOf(
    address: string,
    path: string,
    method = 'GET',
    body?: string,
  ): Promise<{ status: number; body: string } | undefined> {
    return this.#caller.ask(method, address, path, body);
  }

  /** Ends the process of a node as a power cut would; it is started again. @throws Problem */
  kill(node: number): void {
    const worker = this.workerOf(node);
    if (worker.pid === undefined)
      throw new Problem(409, 'It is down', `the process of node ${node} is being started`);
    worker.kill();
  }

  /** The one that runs this node. @throws Problem where there is none */
  workerOf(node: number): Worker {
    const worker = this.#workers.find((one) => one.node === node);
    if (worker === undefined)
      throw new Problem(404, 'No such node', `no worker is node ${node}; GET /status tells which there are`);
    return worker;
  }

  /** How many keys each node that is up holds. */
  async keyCounts(): Promise<readonly { readonly node_id: number | null; readonly keys: number | null }[]> {
    return Promise.all(
      this.#workers.map(async ({ node = null, address, state }) => {
        const answer = state === 'up' ? await this.#caller.get(address, '/status') : undefined;
        const keys = answer === undefined ? null : (JSON.parse(answer) as { readonly keys: number }).keys;
        return { node_id: node, address, keys };
      }),
    );
  }

  #hire(number: number): Worker {
    const { host, port, tell } = this.#options;
    return new Worker({
      number,
      address: `${host}:${port + number}`,
      launch: () => this.#options.launch(this.#flagsOf(number), number),
      changed: (worker, what) => {
        if (worker.state === 'up') this.#file.begin();
        tell(worker, what);
      },
    });
  }

  /** Asks it to leave until it is gone: a node that is killed in between has forgotten that it was to leave. */
  async #drain(worker: Worker): Promise<void> {
    this.#options.tell(worker, 'is leaving');
    let isGone = false;
    worker.whenLeft(() => {
      isGone = true;
      this.#dismiss(worker);
    });
    while (!isGone && !this.#stopped) {
      if (worker.state === 'up') await this.#caller.ask('POST', worker.address, '/cluster/leave');
      await pause(ASK_MS);
    }
  }

  #dismiss(worker: Worker): void {
    this.#file.removeWorker(worker.number);
    this.#workers = this.#workers.filter((one) => one !== worker);
    this.#options.tell(worker, 'has left');
  }

  async #seesAll({ address, state }: Worker): Promise<boolean> {
    const answer = state === 'up' ? await this.#caller.get(address, '/nodes') : undefined;
    if (answer === undefined) return false;
    const { nodes, epoch } = JSON.parse(answer) as Seen;
    const owners = nodes.filter(({ status, owner }) => status === 'alive' && owner);
    return epoch?.pending === false && owners.length >= this.#workers.length;
  }

  /** The first node of all begins the cluster; whoever starts later enters it, through any other. */
  #flagsOf(number: number): readonly string[] {
    const { data, replicas, host, port } = this.#options;
    const folder = data === undefined ? undefined : join(data, `n${number}`);
    const isKnown = folder !== undefined && existsSync(join(folder, 'node.json'));
    const others = this.#workers.filter((other) => other.number !== number).map(({ address }) => address);
    const begins = !this.#file.begun && number === 1;
    return [
      ...['--listen', `${host}:${port + number}`],
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
