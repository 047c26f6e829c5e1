import type { Effects } from '../../core/effect.ts';
import type { Input } from '../../core/input.ts';
import { Node } from '../../core/node.ts';
import { openStream } from '../../lib/chance.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { RecorderOptions } from '../../trace/recorder.ts';
import type { FlightHead } from './flight-file.ts';
import { openFlight } from './flight-file.ts';
import { Observer } from './observer.ts';

/** A life of a node that was lived again. */
export interface ReplayedFlight {
  readonly head: FlightHead;
  readonly inputs: number;
  /** Of all that the node took and did. */
  readonly digest: string;
  /** Digests that the live node wrote, all of which were reached again up to `differsAt`. */
  readonly digests: number;
  /** The number of the input before which the first differing digest stands; undefined where all are alike. */
  readonly differsAt: number | undefined;
  /** As it was after the last input. */
  readonly node: Node;
  /** What its clock showed at the last input. */
  readonly ended: number;
}

export interface FlightListeners extends Pick<RecorderOptions, 'onEvent' | 'packetCounter'> {
  /** Notes and answers, in order; times are those of the node's clock. */
  readonly onRareEvent?: (event: RareEvent) => void;
  /** Before the node takes it. @param at when it came; microseconds since 1970 */
  readonly onInput?: (input: Input, at: number) => void;
}

/** The chance of one life of a node: the same streams live and where its record is replayed. */
export function chanceOf({ seed, id, incarnation }: Pick<FlightHead, 'seed' | 'id' | 'incarnation'>) {
  return (name: string) => openStream(seed, `node/n${id}/${incarnation}/${name}`);
}

/** Gives a fresh node what a live one was given: it goes through the same states. @throws ServeError, GarbageError */
export function replayFlight(path: string, listeners: FlightListeners = {}): ReplayedFlight {
  const { head, recovered, frames } = openFlight(path);
  const observer = new Observer(head.id, listeners);
  const { id, incarnation, introducers, founders, settings, nextIndex } = head;
  const node = new Node(
    {
      ...{ id, incarnation, introducers, founders, settings },
      openStream: chanceOf(head),
      recovered: { entries: recovered, nextIndex },
    },
    head.begun,
  );
  const effects = effectsOn(observer);
  let inputs = 0;
  let digests = 0;
  let differsAt: number | undefined;
  let ended: number = head.begun;
  for (const frame of frames) {
    if (frame.kind === 'digest') {
      digests += 1;
      if (frame.digest !== observer.digest) differsAt ??= inputs;
      continue;
    }
    inputs += 1;
    ended = frame.input.now;
    listeners.onInput?.(frame.input, frame.at);
    observer.took(frame.input);
    node.step(frame.input, effects);
  }
  return { head, inputs, digest: observer.digest, digests, differsAt, node, ended };
}

/** What is asked of the world is heard, and nothing comes of it: what came is in the record. */
function effectsOn(observer: Observer): Effects {
  const nothing = (): void => {};
  return {
    send: (to, message) => observer.sent(to, message),
    note: (note) => observer.noted(note),
    reply: (request, outcome) => observer.replied(request, outcome),
    setTimer: nothing,
    cancelTimer: nothing,
    append: nothing,
    snapshot: nothing,
    replyKeys: nothing,
    deliver: nothing,
  };
}
