import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { NodeId } from '../../core/ids.ts';
import type { Input } from '../../core/input.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import type { Owner } from '../../core/ownership/epoch.ts';
import type { Settings } from '../../core/settings.ts';
import type { Tick } from '../../core/time.ts';
import { list } from '../codec/codec.ts';
import { nodeIdCodec, tickCodec } from '../codec/core-values.ts';
import { logEntryCodec } from '../codec/log-entry.ts';
import { messageCodec } from '../codec/message.ts';
import { Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import { ServeError } from '../serve-error.ts';

/** Grows with each change of what stands in the file. */
const FORMAT = 1;
const MAGIC = 'orrery flight record';

/** Kinds of frames, by their first byte. */
const HEAD = 0;
const ENTRIES = 1;
const RECEIVED = 2;
const OTHER = 3;
const DIGEST = 4;

const entriesCodec = list(logEntryCodec);

/** How a node began one life: with what is recovered and the inputs that follow, it does the same again. */
export interface FlightHead {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly introducers: readonly NodeId[];
  readonly founders: readonly Pick<Owner, 'id' | 'seat'>[];
  readonly settings: Settings;
  /** All chance of the life comes from it, stream by stream. */
  readonly seed: number;
  /** What its clock showed when it began. */
  readonly begun: Tick;
  /** The index of the next entry to append. */
  readonly nextIndex: number;
}

/** One frame behind the head. */
export type FlightFrame =
  /** `at`: when it came, by the machine's clock. Unit: microseconds since 1970. */
  | { readonly kind: 'input'; readonly at: number; readonly input: Input }
  /** The digest of all effects so far. */
  | { readonly kind: 'digest'; readonly digest: string };

/** Writes a flight record frame by frame, each before what it speaks of goes on: whoever kills the process loses none. */
export class FlightFile {
  readonly #fd: number;
  readonly #writer = new Writer();
  #bytes = 0;

  /** Begins the file anew. */
  constructor(path: string, head: FlightHead, recovered: readonly LogEntry[]) {
    this.#fd = openSync(path, 'w');
    this.#text(HEAD, JSON.stringify({ format: FORMAT, magic: MAGIC, ...head }));
    this.#writer.byte(ENTRIES);
    entriesCodec.write(this.#writer, recovered);
    this.#flush();
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @param at microseconds since 1970 */
  input(input: Input, at: number): void {
    const writer = this.#writer;
    writer.byte(input.kind === 'received' ? RECEIVED : OTHER);
    writer.uint(at);
    if (input.kind !== 'received') {
      writer.text(JSON.stringify(input));
      return this.#flush();
    }
    tickCodec.write(writer, input.now);
    nodeIdCodec.write(writer, input.from);
    messageCodec.write(writer, input.message);
    this.#flush();
  }

  digest(digest: string): void {
    this.#text(DIGEST, digest);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #text(kind: number, text: string): void {
    this.#writer.byte(kind);
    this.#writer.text(text);
    this.#flush();
  }

  #flush(): void {
    const frame = this.#writer.take();
    const length = Buffer.alloc(4);
    length.writeUInt32LE(frame.length);
    const whole = Buffer.concat([length, frame]);
    writeSync(this.#fd, whole);
    this.#bytes += whole.length;
  }
}

/** A flight record that was opened. */
export interface OpenedFlight {
  readonly head: FlightHead;
  readonly recovered: readonly LogEntry[];
  /** In order. A last frame that was cut off with the life of its process is left out. */
  readonly frames: Iterable<FlightFrame>;
}

/** @throws ServeError where the file is no flight record; GarbageError where it was spoilt */
export function openFlight(path: string): OpenedFlight {
  const frames = framesIn(readFileSync(path));
  const first = frames.next();
  const head = first.done === true ? undefined : headOf(first.value);
  if (head === undefined)
    throw new ServeError(`${path} is no flight record; 'serve --flight FILE' and torture runs leave some`);
  const second = frames.next();
  const recovered = second.done === true ? [] : entriesCodec.read(readerOf(second.value));
  return { head, recovered, frames: readAll(frames) };
}

function* readAll(frames: Iterable<Buffer>): Iterable<FlightFrame> {
  for (const frame of frames) {
    const reader = readerOf(frame);
    switch (frame[0]) {
      case RECEIVED:
        yield { kind: 'input', at: reader.uint(), input: receivedIn(reader) };
        break;
      case OTHER:
        yield { kind: 'input', at: reader.uint(), input: JSON.parse(reader.text()) as Input };
        break;
      case DIGEST:
        yield { kind: 'digest', digest: reader.text() };
        break;
      default:
        reader.refuse(`there is no frame of kind ${frame[0]}`);
    }
  }
}

function receivedIn(reader: Reader): Input {
  const now = tickCodec.read(reader);
  const from = nodeIdCodec.read(reader);
  return { kind: 'received', now, from, message: messageCodec.read(reader) };
}

function* framesIn(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    if (at + 4 + length > bytes.length) return;
    yield bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

function headOf(frame: Buffer): FlightHead | undefined {
  if (frame[0] !== HEAD) return undefined;
  try {
    const { magic, format, ...head } = JSON.parse(readerOf(frame).text()) as FlightHead & {
      readonly magic: unknown;
      readonly format: unknown;
    };
    return magic === MAGIC && format === FORMAT ? head : undefined;
  } catch {
    return undefined;
  }
}

/** Behind the byte that tells the kind. */
function readerOf(frame: Buffer): Reader {
  return new Reader(frame.subarray(1));
}
