import type { ChannelCredentials, MethodDefinition, ServerDuplexStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { NodeId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import { messageCodec } from '../codec/message.ts';
import { Writer } from '../codec/writer.ts';
import type { Log } from '../log.ts';
import type { TraceMark, Tracing } from '../tracing/tracing.ts';
import type { Address, AddressBook } from './address-book.ts';
import { Dialer } from './dialer.ts';
import type { Frame, Hello } from './frame.ts';
import { FORMAT } from './frame.ts';
import type { StreamListener } from './stream.ts';
import { PeerStream } from './stream.ts';

export interface MeshOptions {
  readonly self: Address;
  readonly cluster: string;
  readonly token: string | undefined;
  readonly method: MethodDefinition<Frame, Frame>;
  readonly credentials: ChannelCredentials;
  readonly book: AddressBook;
  /** Where to call for an address. */
  readonly route: (address: string) => string;
  /** Copies of each key; 0 while this node does not know. */
  readonly replicas: () => number;
  readonly hear: (from: NodeId, message: Message) => void;
  /** A peer that speaks for the same cluster. @returns why it is refused, or nothing */
  readonly meet: (peer: Hello) => string | undefined;
  /** An address that was called refuses this node, and says why. */
  readonly refused: (address: string, why: string) => void;
  /** The book has changed. */
  readonly learnt: () => void;
  /** None: nothing is told of requests. */
  readonly tracing: Tracing | undefined;
  readonly log: Log;
}

const NO_MARKS: readonly TraceMark[] = [];

/**
 * Streams to all other nodes: one for each pair, whoever dialed. Every node dials every address that it knows; of two
 * streams to the same peer the one that the lower node dialed stays. Addresses go round by flooding: what was news is
 * passed on. What is sent where no stream is, is lost.
 */
export class Mesh {
  readonly #options: MeshOptions;
  readonly #streams = new Map<NodeId, PeerStream>();
  /** By address. */
  readonly #dialers = new Map<string, Dialer>();
  /** Addresses that are this node's own, by other names. */
  readonly #own = new Set<string>();
  readonly #writer = new Writer();
  /** What was sent last, and its bytes: it often goes to several. */
  #said: Message | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #stopped = false;

  constructor(options: MeshOptions) {
    this.#options = options;
    this.#own.add(options.self.address);
  }

  /** Begins to call everybody in the book. */
  start(): void {
    for (const { address } of this.#options.book.all()) this.dial(address);
  }

  /** Nodes to which there is a stream, ascending. */
  connected(): readonly NodeId[] {
    return [...this.#streams.keys()].sort((a, b) => a - b);
  }

  send(to: NodeId, message: Message): void {
    const stream = this.#streams.get(to);
    if (stream === undefined) return;
    for (const mark of this.#options.tracing?.sending(to, message) ?? NO_MARKS) stream.mark(mark);
    if (message !== this.#said) {
      this.#said = message;
      messageCodec.write(this.#writer, message);
      this.#bytes = this.#writer.take();
    }
    stream.send(this.#bytes);
  }

  /** Calls an address until somebody answers there, and again whenever the stream is lost. */
  dial(address: string): void {
    if (this.#stopped || this.#dialers.has(address) || this.#own.has(address)) return;
    const { method, credentials, token, route } = this.#options;
    this.#dialers.set(
      address,
      new Dialer(route(address), {
        ...{ method, credentials, token },
        opened: (stream) => stream.greet(this.#hello()),
        listener: this.#listener(address),
      }),
    );
  }

  /** A stream that a peer has opened. */
  accept(call: ServerDuplexStream<Frame, Frame>): void {
    const { token } = this.#options;
    // The library takes an error that is emitted for the status to end with.
    const refuse = (code: status, details: string) =>
      call.emit('error', Object.assign(new Error(details), { code, details }));
    if (token !== undefined && call.metadata.get('authorization')[0] !== `Bearer ${token}`)
      return void refuse(
        status.UNAUTHENTICATED,
        'the token of the cluster is another one: give the same --token',
      );
    const listener = this.#listener(undefined);
    const stream = new PeerStream(call, false, (why) => refuse(status.FAILED_PRECONDITION, why), listener);
    stream.greet(this.#hello());
  }

  /** Ends all streams: whoever is there is greeted anew. */
  renew(): void {
    for (const stream of [...this.#streams.values()]) stream.end();
  }

  stop(): void {
    this.#stopped = true;
    for (const dialer of this.#dialers.values()) dialer.stop();
    for (const stream of this.#streams.values()) stream.end();
  }

  #hello(): Hello {
    const { cluster, self, replicas } = this.#options;
    return { format: FORMAT, cluster, self, replicas: replicas() };
  }

  /** @param address where it was dialed; none of a stream that a peer opened */
  #listener(address: string | undefined): StreamListener {
    const { tracing, hear } = this.#options;
    return {
      greeted: (stream, hello) => this.#greeted(stream, hello, address),
      addressed: (known) => this.#addressed(known),
      marked: ({ peer }, mark) => {
        if (peer !== undefined) tracing?.marked(peer.self.node, mark);
      },
      heard: ({ peer }, message) => {
        if (peer === undefined) return;
        tracing?.heard(peer.self.node, message);
        hear(peer.self.node, message);
      },
      closed: (stream, why) => this.#closed(stream, why, address),
    };
  }

  #greeted(stream: PeerStream, hello: Hello, address: string | undefined): string | undefined {
    const { cluster, self, book, meet } = this.#options;
    if (hello.cluster !== cluster)
      return `it belongs to the cluster '${hello.cluster}', and this node to '${cluster}': give the same --cluster`;
    if (hello.self.node === self.node) return this.#metItself(hello.self, address);
    const known = book.of(hello.self.node);
    if (known !== undefined && known.incarnation > hello.self.incarnation)
      return `node ${hello.self.node} has started again since: this is an earlier life of it`;
    const why = meet(hello);
    if (why !== undefined) return why;
    this.#keep(stream, hello);
    for (const { node, address: home } of book.all())
      if (home === hello.self.address && node !== hello.self.node) book.forget(node);
    this.#addressed([hello.self]);
    stream.tell(book.all());
    return undefined;
  }

  #metItself(other: Address, address: string | undefined): string | undefined {
    if (other.incarnation === this.#options.self.incarnation && address !== undefined) {
      this.#own.add(address);
      this.#hangUp(address);
      return undefined;
    }
    return `two nodes are called ${other.node}: one of them works in a copy of the other's folder`;
  }

  /** The stream that the lower node dialed is for both; until it is there, any other will do. */
  #keep(stream: PeerStream, { self: peer }: Hello): void {
    const before = this.#streams.get(peer.node);
    const isSameLife = before?.peer?.self.incarnation === peer.incarnation;
    const isCommon = stream.dialed === this.#options.self.node < peer.node;
    if (!isSameLife || isCommon || before?.dialed === stream.dialed) this.#streams.set(peer.node, stream);
    if (isCommon && !stream.dialed) this.#hangUp(peer.address);
  }

  #hangUp(address: string): void {
    this.#dialers.get(address)?.stop();
    this.#dialers.delete(address);
  }

  #addressed(addresses: readonly Address[]): void {
    const { book, self, learnt } = this.#options;
    const news = addresses.filter(({ node, incarnation, address }) => {
      if (node === self.node || !isAddress(address) || !(node >= 1)) return false;
      return book.learn({ node, incarnation, address });
    });
    if (news.length === 0) return;
    for (const { address } of news) this.dial(address);
    for (const stream of this.#streams.values()) stream.tell(news);
    learnt();
  }

  #closed(stream: PeerStream, why: string | undefined, address: string | undefined): void {
    const peer = stream.peer?.self.node;
    if (peer !== undefined && this.#streams.get(peer) === stream) this.#streams.delete(peer);
    if (this.#stopped) return;
    const { log, refused, book } = this.#options;
    log.debug({ peer, address, why }, 'a stream to a peer has ended');
    if (peer === undefined && address !== undefined) refused(address, why ?? 'it hung up');
    const home = peer === undefined ? undefined : book.of(peer)?.address;
    if (home !== undefined) this.dial(home);
  }
}

function isAddress(address: string): boolean {
  return /^[^\s/]+:\d{1,5}$/.test(address);
}
