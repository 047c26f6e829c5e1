import type { ChannelCredentials, MethodDefinition } from '@grpc/grpc-js';
import { Client, Metadata } from '@grpc/grpc-js';
import type { Frame } from './frame.ts';
import type { StreamListener } from './stream.ts';
import { PeerStream } from './stream.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3_000;
/** Doublings after which the pause no longer grows. */
const MOST_DOUBLINGS = 6;

export const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': 512 * 1024 * 1024,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 5_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_retries': 0,
};

/**
 * Keeps calling one address until `stop`. Between two attempts lies a pause drawn below a bound that doubles with each
 * failure (full jitter; Brooker, "Exponential backoff and jitter", 2015), so that nodes that lost each other together do
 * not come back together.
 */
export class Dialer {
  readonly address: string;
  readonly #method: MethodDefinition<Frame, Frame>;
  readonly #credentials: ChannelCredentials;
  readonly #token: string | undefined;
  readonly #listener: StreamListener;
  readonly #opened: (stream: PeerStream) => void;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stream: PeerStream | undefined;
  #client: Client | undefined;
  #stopped = false;

  constructor(
    address: string,
    of: {
      readonly method: MethodDefinition<Frame, Frame>;
      readonly credentials: ChannelCredentials;
      readonly token: string | undefined;
      readonly listener: StreamListener;
      /** A stream that has not said anything yet. */
      readonly opened: (stream: PeerStream) => void;
    },
  ) {
    this.address = address;
    this.#method = of.method;
    this.#credentials = of.credentials;
    this.#token = of.token;
    this.#listener = of.listener;
    this.#opened = of.opened;
    this.#call();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#stream?.end();
    this.#client?.close();
  }

  #call(): void {
    const client = new Client(this.address, this.#credentials, CHANNEL_OPTIONS);
    const { path, requestSerialize, responseDeserialize } = this.#method;
    const metadata = new Metadata();
    if (this.#token !== undefined) metadata.set('authorization', `Bearer ${this.#token}`);
    const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
    this.#client = client;
    this.#stream = new PeerStream(call, true, () => call.cancel(), {
      ...this.#listener,
      greeted: (stream, hello) => {
        this.#failures = 0;
        return this.#listener.greeted(stream, hello);
      },
      closed: (stream, why) => {
        client.close();
        this.#listener.closed(stream, why);
        this.#rest();
      },
    });
    this.#opened(this.#stream);
  }

  #rest(): void {
    if (this.#stopped) return;
    const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures, MOST_DOUBLINGS));
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#call(), most / 2 + (Math.random() * most) / 2);
  }
}
