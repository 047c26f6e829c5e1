import { randomInt } from 'node:crypto';
import type { ChannelCredentials, ServerDuplexStream } from '@grpc/grpc-js';
import { credentials } from '@grpc/grpc-js';
import type { NodeId } from '../core/ids.ts';
import { PLAIN_SEAT } from '../core/membership/seat.ts';
import type { Note } from '../core/note.ts';
import type { Epoch } from '../core/ownership/epoch.ts';
import type { Wish } from '../core/ownership/wish.ts';
import type { Caller } from './caller.ts';
import type { Configuration } from './configuration.ts';
import type { Drill } from './drill/drill.ts';
import type { FlightHead } from './flight/flight-file.ts';
import { FlightRecorder } from './flight/flight-recorder.ts';
import { chanceOf } from './flight/replay-flight.ts';
import { AddressBook } from './grpc/address-book.ts';
import type { Frame, Hello } from './grpc/frame.ts';
import { talkMethod } from './grpc/frame.ts';
import { Mesh } from './grpc/mesh.ts';
import type { Log } from './log.ts';
import { MembershipBoard } from './membership-board.ts';
import { Problem } from './rest/problem.ts';
import type { Clock } from './runtime/clock.ts';
import { openClock } from './runtime/clock.ts';
import { Desk } from './runtime/desk.ts';
import { Runtime } from './runtime/runtime.ts';
import { Watchers } from './runtime/watchers.ts';
import { scan } from './scan.ts';
import { ServeError } from './serve-error.ts';
import { settingsFor } from './settings.ts';
import type { Recovery } from './storage/engine.ts';
import type { Folder } from './storage/folder.ts';
import { GroupCommit } from './storage/group-commit.ts';
import type { Tls } from './tls.ts';
import type { Tracing } from './tracing/tracing.ts';

/** Copies of each key where nobody says a number and nobody else is there. */
const LONE_REPLICAS = 3;
/** How long a node that stands first in its own `join` waits for others to answer before it begins the cluster. */
const FIRST_SEED_WAIT_MS = 1_500;
/** How long answers that are under way may take when a node is stopped. */
const DRAIN_MS = 2_000;
/** How long a node that has left waits until others have all that it held. */
const HAND_OVER_MS = 5_000;
const LARGEST_SEED = 2 ** 47;
const BYTES_PER_MEGABYTE = 1_000_000;

export interface LiveNodeOptions {
  readonly configuration: Configuration;
  readonly folder: Folder;
  readonly recovery: Recovery;
  /** Where others reach it. */
  readonly address: string;
  readonly log: Log;
  /** None: everything goes in the clear. */
  readonly tls: Tls | undefined;
  readonly caller: Caller;
  readonly tracing: Tracing | undefined;
  /** None: nothing is done to it. */
  readonly drill: Drill | undefined;
  /** The node cannot go on: nothing that it says can be relied on any more. */
  readonly fail: (error: ServeError) => void;
  /** It was asked to leave the ring, and owns and keeps nothing any more. */
  readonly left: () => void;
}

/**
 * One node of the core, with its folder and its streams to the others. It is let in by the first of those it was told to
 * join that answers, goes on from the members it remembers, or begins a cluster; before that it has no runtime.
 */
export class LiveNode {
  readonly desk: Desk;
  readonly watchers = new Watchers(() => this.#runtime);
  readonly board: MembershipBoard;
  readonly book: AddressBook;
  readonly mesh: Mesh;
  /** Where others reach it. */
  readonly address: string;
  readonly #options: LiveNodeOptions;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  #flight: FlightRecorder | undefined;
  /** Why those that it was told to join have not let it in. */
  readonly #refusals = new Map<string, string>();
  #runtime: Runtime | undefined;
  #full: string | undefined;
  #founding: NodeJS.Timeout | undefined;
  #stopScan: () => void = () => {};
  #closing = false;
  #leaving = false;
  readonly counts: Partial<Record<Note['kind'], number>> = {};

  constructor(options: LiveNodeOptions) {
    const { configuration, folder, recovery, address, log, fail, tls, tracing, drill } = options;
    this.#options = options;
    this.#clock = drill?.steer(openClock()) ?? openClock();
    this.address = address;
    this.desk = new Desk(() => this.#runtime, configuration.operationTimeoutMs, tracing?.bind);
    this.board = new MembershipBoard(folder.node);
    this.book = new AddressBook(folder.peers.filter((peer) => peer.node !== folder.node));
    this.mesh = new Mesh({
      self: { node: folder.node, incarnation: folder.incarnation, address },
      cluster: configuration.cluster,
      token: configuration.token,
      method: talkMethod(),
      credentials: credentialsOf(tls),
      route: (to) => drill?.route(to) ?? to,
      book: this.book,
      // Who waits to be let in can let nobody in, whatever it was told.
      replicas: () => (this.#runtime === undefined ? 0 : (folder.replicas ?? 0)),
      hear: (from, message) => this.#runtime?.receive(from, message),
      meet: (peer) => this.#meet(peer),
      refused: (at, why) => this.#refused(at, why),
      learnt: () => folder.remember({ peers: this.book.all() }),
      ...{ log, tracing },
    });
    this.#commit = new GroupCommit(
      drill?.hurt(folder.engine) ?? folder.engine,
      configuration.data ?? 'memory',
      recovery.nextIndex,
      {
        appended: (index) => this.#runtime?.appended(index),
        snapshotted: (upTo) => this.#runtime?.snapshotted(upTo),
        full: (error) => {
          this.#full = error?.message;
          if (error === undefined) log.info({}, 'there is room again');
          else log.error({ why: error.message }, 'writes wait for room');
        },
        failed: fail,
      },
    );
  }

  start(): void {
    const { configuration, folder, recovery, log, address, caller } = this.#options;
    const { torn, rotten } = recovery;
    const { scan: range = [] } = configuration;
    if (torn + rotten > 0) log.warn({ torn, rotten }, 'a part of the log cannot be read');
    this.mesh.start();
    for (const seed of configuration.join) this.mesh.dial(seed);
    const seeds = [...configuration.join, ...range];
    const others = range.filter((seed) => seed !== address);
    if (others.length > 0) this.#stopScan = scan(others, caller, (seed) => this.mesh.dial(seed));
    const isMember = recovery.entries.some(({ kind }) => kind === 'member');
    if (folder.isFounder || isMember) return this.#boot(folder.isFounder ? [folder.node] : []);
    if (seeds.length === 0) return this.#found();
    log.info({ join: configuration.join, scan: range.length }, 'asking to be let in');
    if (seeds[0] === address) this.#founding = setTimeout(() => this.#found(), FIRST_SEED_WAIT_MS);
  }

  get id(): NodeId {
    return this.#options.folder.node;
  }

  get runtime(): Runtime | undefined {
    return this.#runtime;
  }

  get replicas(): number | undefined {
    return this.#options.folder.replicas;
  }

  /** Why it cannot serve now, and what to do; undefined where it can. */
  get trouble(): string | undefined {
    if (this.#closing) return 'it is being stopped';
    if (this.#full !== undefined) return this.#full;
    if (this.#runtime !== undefined)
      return this.#runtime.node.isOwner
        ? undefined
        : 'it waits for a part of the ring; the others have to agree';
    const refusals = [...this.#refusals].map(([address, why]) => `${address}: ${why}`);
    return `it waits to be let in${refusals.length === 0 ? '' : ` (${refusals.join('; ')})`}`;
  }

  /** What is agreed on who owns the ring. @throws Problem where it is not known here yet */
  get epoch(): Epoch {
    const epoch = this.#runtime?.node.epoch;
    if (epoch === undefined)
      throw new Problem(503, 'Not ready', this.trouble ?? 'it does not know the ring yet');
    return epoch;
  }

  /** host:port of a node, if it is known. */
  addressOf(node: number): string | null {
    if (node === this.id) return this.address;
    return this.book.all().find((known) => known.node === node)?.address ?? null;
  }

  /** Said again until it is so, while this process lives. */
  wish(wish: Wish): void {
    this.#options.log.info({ wish }, 'an operator wishes the ring changed');
    this.#runtime?.wish(wish);
  }

  accept(call: ServerDuplexStream<Frame, Frame>): void {
    this.mesh.accept(call);
  }

  /** Answers what is under way, makes everything durable, and lets the folder go. */
  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#founding);
    this.#stopScan();
    this.watchers.close();
    await this.desk.close(DRAIN_MS);
    this.#runtime?.stop();
    this.#flight?.close();
    this.mesh.stop();
    await this.#commit.close();
    this.#options.folder.release();
  }

  #meet({ self, replicas }: Hello): string | undefined {
    const { folder, log } = this.#options;
    this.#refusals.clear();
    if (replicas === 0 || this.#closing) return undefined;
    const own = folder.replicas;
    if (own !== undefined && own !== replicas)
      return `its cluster keeps ${replicas} copies of each key, and this one ${own}: leave --replicas out`;
    if (this.#runtime !== undefined) return undefined;
    log.info({ through: self.node, address: self.address, replicas }, 'joining');
    clearTimeout(this.#founding);
    folder.remember({ replicas });
    // What it hears while it is greeted comes first; the stream is kept only after that.
    setImmediate(() => this.#boot([self.node]));
    return undefined;
  }

  #refused(address: string, why: string): void {
    if (this.#runtime !== undefined || this.#refusals.get(address) === why) return;
    this.#refusals.set(address, why);
    this.#options.log.warn({ address, why }, 'cannot join there; trying again');
  }

  #found(): void {
    const { folder, log } = this.#options;
    const replicas = folder.replicas ?? LONE_REPLICAS;
    folder.remember({ replicas, founder: true });
    log.info({ replicas }, 'beginning a cluster');
    this.#boot([folder.node]);
    // Those that have met it before wait for somebody who can let them in.
    this.mesh.renew();
  }

  #boot(introducers: readonly NodeId[]): void {
    if (this.#runtime !== undefined || this.#closing) return;
    this.#stopScan();
    const { folder, recovery, log, configuration, drill } = this.#options;
    const { node: id, incarnation } = folder;
    const { entries, nextIndex } = recovery;
    const head: FlightHead = {
      id,
      incarnation,
      introducers,
      founders: folder.isFounder ? [{ id, seat: PLAIN_SEAT }] : [],
      settings: {
        ...settingsFor(folder.replicas ?? LONE_REPLICAS, configuration),
        ...drill?.settings,
      },
      seed: randomInt(LARGEST_SEED),
      begun: this.#clock.now(),
      nextIndex,
    };
    const { flight: path } = configuration;
    if (path !== undefined)
      this.#flight = new FlightRecorder(
        path,
        head,
        entries,
        configuration.flightMegabytes * BYTES_PER_MEGABYTE,
      );
    this.#runtime = new Runtime(
      { ...head, openStream: chanceOf(head), recovered: recovery },
      {
        clock: this.#clock,
        send: (to, message) => this.mesh.send(to, message),
        append: (index, entry) => this.#commit.append(index, entry),
        snapshot: (upTo, snapshot) => this.#commit.snapshot(upTo, snapshot),
        note: (note) => this.#note(note),
        flight: this.#flight,
      },
      { now: head.begun, firstRequest: drill?.firstRequest },
    );
    log.info({ node: id, incarnation, entries: recovery.entries.length }, 'the node is up');
    this.#runtime.start();
  }

  /** Who has left gives away what it still holds, and can go. */
  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const until = performance.now() + HAND_OVER_MS;
    const holds = () => (this.#runtime?.node.heldKeys().length ?? 0) > 0;
    while (holds() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    this.#options.left();
  }

  #note(note: Note): void {
    if (note.kind === 'epoch-adopted')
      setImmediate(() => (this.#runtime?.node.hasLeft === true ? void this.#leave() : undefined));
    this.counts[note.kind] = (this.counts[note.kind] ?? 0) + 1;
    if (note.kind === 'operation-judged' || note.kind === 'operation-decided') return;
    this.board.hear(note);
    this.#options.log[levelOf(note)](note, note.kind);
  }
}

function credentialsOf(tls: Tls | undefined): ChannelCredentials {
  return tls === undefined
    ? credentials.createInsecure()
    : credentials.createSsl(tls.ca ?? null, tls.key, tls.cert);
}

/** @throws ServeError where others could reach it, and nothing keeps them out */
export function mustBeServable(configuration: Configuration, isLoopback: boolean): void {
  const { listen, token, readToken, insecure } = configuration;
  if (readToken !== undefined && token === undefined)
    throw new ServeError('--read-token is for those who may not write: give a --token for those who may');
  if (readToken !== undefined && readToken === token)
    throw new ServeError('--read-token is the same as --token: who reads could write');
  if (isLoopback || token !== undefined || insecure) return;
  throw new ServeError(
    `${listen} can be reached from other machines: give a --token that clients and nodes must know, or --insecure`,
  );
}

function levelOf({ kind }: Note): 'warn' | 'info' | 'debug' {
  if (kind === 'owners-given-up') return 'warn';
  return kind.startsWith('member-') ? 'info' : 'debug';
}
