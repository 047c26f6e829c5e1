import type { Message } from '../../core/message.ts';
import { messageCodec } from '../codec/message.ts';
import { GarbageError, Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import type { TraceMark } from '../tracing/tracing.ts';
import type { Address } from './address-book.ts';
import type { Frame, Hello } from './frame.ts';
import { FORMAT } from './frame.ts';

/** Bytes on their way to one peer; beyond them messages are dropped, as on any network that is overloaded. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** What both ends of a call of gRPC have in common. */
export interface Call {
  readonly writable: boolean;
  readonly writableLength: number;
  write(frame: Frame): boolean;
  end(): unknown;
  on(event: 'data', listener: (frame: Frame) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface StreamListener {
  /** The peer's first word. @returns why it is refused, or nothing */
  readonly greeted: (stream: PeerStream, hello: Hello) => string | undefined;
  readonly addressed: (known: readonly Address[]) => void;
  readonly marked: (stream: PeerStream, mark: TraceMark) => void;
  readonly heard: (stream: PeerStream, message: Message) => void;
  /** Once; `why` where it was not meant to end. */
  readonly closed: (stream: PeerStream, why: string | undefined) => void;
}

/**
 * One two-way stream to a peer. Messages of one turn of the event loop leave in one frame. A peer that says what cannot be
 * understood is hung up on; nothing of the frame behind that place is believed.
 */
export class PeerStream {
  readonly dialed: boolean;
  readonly #call: Call;
  readonly #listener: StreamListener;
  readonly #refuse: (why: string) => void;
  readonly #out = new Writer();
  #flushing = false;
  #over = false;
  /** Who is at the other end, once it has said so. */
  peer: Hello | undefined;
  dropped = 0;

  /** @param refuse ends the call with a status that says why */
  constructor(call: Call, dialed: boolean, refuse: (why: string) => void, listener: StreamListener) {
    this.#call = call;
    this.dialed = dialed;
    this.#refuse = refuse;
    this.#listener = listener;
    call.on('data', (frame: Frame) => this.#take(frame));
    call.on('end', () => this.#close(undefined));
    call.on('close', () => this.#close(undefined));
    call.on('error', (error) => this.#close(reasonOf(error)));
  }

  greet(hello: Hello): void {
    this.#write({ hello });
  }

  tell(known: readonly Address[]): void {
    this.#write({ addresses: { known } });
  }

  /** Of messages that are sent after it. */
  mark(mark: TraceMark): void {
    this.#write({ mark });
  }

  /** @param message of the core, in bytes */
  send(message: Uint8Array): void {
    if (this.#call.writableLength + this.#out.length > MOST_WAITING_BYTES) {
      this.dropped += 1;
      return;
    }
    this.#out.raw(message);
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => this.#flush());
  }

  /** What was sent is delivered; what the peer sent before it notices is still heard. */
  end(): void {
    this.#flush();
    if (!this.#over) this.#call.end();
  }

  /** Hangs up, and says why. */
  refuse(why: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#refuse(why);
    this.#listener.closed(this, why);
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#out.length > 0) this.#write({ messages: this.#out.take() });
  }

  #write(frame: Frame): void {
    if (!this.#over && this.#call.writable) this.#call.write(frame);
  }

  #take({ hello, addresses, messages, mark }: Frame): void {
    if (this.#over) return;
    if (this.peer === undefined) return this.#takeHello(hello ?? undefined);
    if (addresses?.known !== undefined) this.#listener.addressed(addresses.known);
    if (mark !== undefined && mark !== null) this.#listener.marked(this, mark);
    if (messages !== undefined && messages !== null) this.#takeMessages(messages);
  }

  #takeHello(hello: Hello | undefined): void {
    if (hello?.self === undefined) return this.refuse('the first frame is no Hello');
    if (hello.format !== FORMAT)
      return this.refuse(`it speaks format ${hello.format}, and this node format ${FORMAT}`);
    this.peer = hello;
    const why = this.#listener.greeted(this, hello);
    if (why !== undefined) this.refuse(why);
  }

  #takeMessages(bytes: Buffer): void {
    const reader = new Reader(bytes);
    try {
      while (!reader.atEnd && !this.#over) this.#listener.heard(this, messageCodec.read(reader));
    } catch (error) {
      if (!(error instanceof GarbageError)) throw error;
      this.refuse(`it sent what is no message: ${error.message}`);
    }
  }

  #close(why: string | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#call.end();
    this.#listener.closed(this, why);
  }
}

function reasonOf(error: Error): string {
  return 'details' in error && typeof error.details === 'string' && error.details !== ''
    ? error.details
    : error.message;
}
