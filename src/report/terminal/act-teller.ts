import type { Ratio } from '../../lib/ratio.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Paint } from './paint.ts';
import type { Asked } from './requests.ts';
import { tellRequests } from './requests.ts';
import { count, ranges } from './words.ts';

/** Why nodes were made to fail at a tick, as a noun: `the TERTIARY replica of k`. */
export type CrashReason = (tick: number) => string | undefined;

/** Something that takes one line, once all of it has happened. */
type Story =
  | { readonly kind: 'starts'; first: number; last: number; readonly nodes: number[] }
  | { readonly kind: 'crash'; readonly first: number; last: number; readonly nodes: number[] }
  | { readonly kind: 'requests'; readonly first: number; last: number; readonly asked: Asked[] }
  | { readonly kind: 'remark'; readonly first: number; readonly last: number; readonly text: string };

/**
 * Tells the acts of a run while it runs, a line an act and in their order: neighbours of one kind share a line, and
 * a client's request is told with its answer, so a line may wait for the ones before it.
 */
export class ActTeller {
  readonly #reason: CrashReason;
  readonly #paint: Paint;
  readonly #untold: Story[] = [];

  constructor(reason: CrashReason, paint: Paint) {
    this.#reason = reason;
    this.#paint = paint;
  }

  /** @returns the lines that are complete by now */
  hear(event: RareEvent): readonly string[] {
    this.#take(event);
    const told: string[] = [];
    while (this.#headIsComplete(event.tick)) told.push(...this.#tellHead());
    return told;
  }

  /** The run is over: @returns all that was not told yet */
  end(): readonly string[] {
    const told: string[] = [];
    while (this.#untold.length > 0) told.push(...this.#tellHead());
    return told;
  }

  #take(event: RareEvent): void {
    const { tick } = event;
    switch (event.kind) {
      case 'host-started':
      case 'host-crashed':
        return this.#takeNode(event.kind === 'host-started' ? 'starts' : 'crash', tick, event.node);
      case 'requested': {
        const { request, node, operation } = event;
        const asked: Asked = { request, node, operation, outcome: undefined, repliedAt: undefined };
        const last = this.#untold[this.#untold.length - 1];
        const joins = last?.kind === 'requests' && last.first === tick;
        if (joins && last.asked[0]?.operation.kind === operation.kind) last.asked.push(asked);
        else this.#untold.push({ kind: 'requests', first: tick, last: tick, asked: [asked] });
        return;
      }
      case 'replied': {
        const asked = this.#untold
          .flatMap((story) => (story.kind === 'requests' ? story.asked : []))
          .find(({ request }) => request === event.request);
        if (asked === undefined) return;
        asked.outcome = event.outcome;
        asked.repliedAt = tick;
        return;
      }
      case 'loss-changed': {
        const text = tellLoss(event.loss);
        this.#untold.push({ kind: 'remark', first: tick, last: tick, text });
        return;
      }
      case 'act-skipped': {
        const text = this.#paint.bad(`skipped: ${event.act}, because ${event.reason}`);
        this.#untold.push({ kind: 'remark', first: tick, last: tick, text });
        return;
      }
      case 'host-created':
      case 'noted':
        return;
    }
  }

  #takeNode(kind: 'starts' | 'crash', tick: number, node: number): void {
    const last = this.#untold[this.#untold.length - 1];
    const near = last?.kind === kind && tick - last.last <= (kind === 'starts' ? 1 : 0);
    if (!near) {
      this.#untold.push({ kind, first: tick, last: tick, nodes: [node] });
      return;
    }
    last.nodes.push(node);
    last.last = tick;
  }

  #headIsComplete(now: number): boolean {
    const head = this.#untold[0];
    if (head === undefined) return false;
    switch (head.kind) {
      case 'starts':
        return this.#untold.length > 1 || now > head.last + 1;
      case 'crash':
        return this.#untold.length > 1 || now > head.last;
      case 'requests':
        return now > head.last && head.asked.every(({ outcome }) => outcome !== undefined);
      case 'remark':
        return true;
    }
  }

  #tellHead(): readonly string[] {
    const story = this.#untold.shift();
    if (story === undefined) return [];
    const when = story.first === story.last ? `${story.first}` : `${story.first}–${story.last}`;
    const stamp = this.#paint.faint(`tick ${when.padEnd(5)}`);
    return this.#describe(story).map((text) => `  ${stamp} ${text}`);
  }

  #describe(story: Story): readonly string[] {
    switch (story.kind) {
      case 'starts':
        return [`start ${count(story.nodes.length, 'node')}`];
      case 'crash': {
        const who = `crash node${story.nodes.length === 1 ? '' : 's'} ${ranges(story.nodes)}`;
        const why = this.#reason(story.first);
        return [this.#paint.strong(who) + (why === undefined ? '' : `: ${why}`)];
      }
      case 'requests':
        return tellRequests(story.asked, this.#paint);
      case 'remark':
        return [story.text];
    }
  }
}

function tellLoss({ numerator, denominator }: Ratio): string {
  if (numerator === 0) return 'no message is lost any more';
  return numerator === denominator
    ? 'lose every message'
    : `lose ${(numerator * 100) / denominator}% of all messages`;
}
