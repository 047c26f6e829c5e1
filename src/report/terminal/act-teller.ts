import type { Ratio } from '../../lib/ratio.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { ActWords } from './act-words.ts';
import type { Deed } from './deeds.ts';
import { deedOf, tellDeed } from './deeds.ts';
import type { Paint } from './paint.ts';
import type { Asked } from './requests.ts';
import { tellRequests } from './requests.ts';
import { count } from './words.ts';

/** Something that takes one line, once all of it has happened. */
type Story =
  | { readonly kind: 'starts'; readonly first: number; last: number; readonly nodes: number[] }
  | {
      readonly kind: 'deed';
      readonly first: number;
      readonly last: number;
      readonly deed: Deed;
      readonly nodes: number[];
    }
  | { readonly kind: 'requests'; readonly first: number; readonly last: number; readonly asked: Asked[] }
  | { readonly kind: 'remark'; readonly first: number; readonly last: number; readonly text: string };

/**
 * Tells the acts of a run while it runs, a line an act and in their order: neighbours of one kind share a line, and
 * a request of the scenario is told with its answer, so a line may wait for the ones before it. What the clients of a
 * workload ask is left to others.
 */
export class ActTeller {
  readonly #words: ActWords;
  readonly #paint: Paint;
  readonly #untold: Story[] = [];
  /** Hosts that have carried a node. */
  readonly #known = new Set<number>();
  #healedAt = -1;

  constructor(words: ActWords, paint: Paint) {
    this.#words = words;
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
      case 'host-created':
      case 'noted':
      case 'gave-up':
      case 'keys-requested':
      case 'keys-replied':
      case 'watch-opened':
      case 'watch-told':
      case 'watch-closed':
      case 'surveyed':
        return;
      case 'requested':
        return this.#takeRequest(event);
      case 'replied': {
        const asked = this.#untold
          .flatMap((story) => (story.kind === 'requests' ? story.asked : []))
          .find(({ request }) => request === event.request);
        if (asked === undefined) return;
        asked.outcome = event.outcome;
        asked.repliedAt = tick;
        return;
      }
      case 'loss-changed':
        return this.#remark(tick, tellLoss(event.loss));
      case 'act-skipped':
        return this.#remark(tick, this.#paint.bad(`skipped: ${event.act}, because ${event.reason}`));
      case 'fault-installed':
        return this.#remark(tick, this.#paint.strong(this.#words.detailOf(event) ?? event.name));
      case 'fault-removed':
        return this.#remark(tick, `no more: ${this.#words.detailOf(event) ?? `fault ${event.fault}`}`);
      case 'healed':
        this.#healedAt = tick;
        return this.#remark(tick, this.#paint.strong('heal: all faults end'));
      default:
        return this.#takeNode(event);
    }
  }

  #takeNode(
    event: Extract<RareEvent, { kind: `host-${string}` | `clock-${string}` | `disk-${string}` }>,
  ): void {
    const { tick, node } = event;
    const last = this.#untold[this.#untold.length - 1];
    const host = this.#words.hostOf(node);
    if (event.kind === 'host-started' && !this.#known.has(host)) {
      this.#known.add(host);
      if (last?.kind === 'starts' && tick - last.last <= 1) {
        last.nodes.push(node);
        last.last = tick;
      } else this.#untold.push({ kind: 'starts', first: tick, last: tick, nodes: [node] });
      return;
    }
    const deed = deedOf(event, host, this.#words.detailOf(event));
    // Healing sets every clock and disk right, those too that never went wrong.
    if (deed === undefined || (deed.ends && this.#healedAt === tick)) return;
    const who = event.kind === 'host-started' ? host : node;
    const joins = last?.kind === 'deed' && last.first === tick;
    if (joins && last.deed.verb === deed.verb && last.deed.detail === deed.detail) last.nodes.push(who);
    else this.#untold.push({ kind: 'deed', first: tick, last: tick, deed, nodes: [who] });
  }

  #takeRequest({ tick, request, node, operation, client }: Extract<RareEvent, { kind: 'requested' }>): void {
    if (client !== undefined) return;
    const asked: Asked = { request, node, operation, outcome: undefined, repliedAt: undefined };
    const last = this.#untold[this.#untold.length - 1];
    const joins = last?.kind === 'requests' && last.first === tick;
    if (joins && last.asked[0]?.operation.kind === operation.kind) last.asked.push(asked);
    else this.#untold.push({ kind: 'requests', first: tick, last: tick, asked: [asked] });
  }

  #remark(tick: number, text: string): void {
    this.#untold.push({ kind: 'remark', first: tick, last: tick, text });
  }

  #headIsComplete(now: number): boolean {
    const head = this.#untold[0];
    if (head === undefined) return false;
    switch (head.kind) {
      case 'starts':
        return this.#untold.length > 1 || now > head.last + 1;
      case 'deed':
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
        return [
          `start ${story.nodes.length === 1 ? `node ${story.nodes[0]}` : count(story.nodes.length, 'node')}`,
        ];
      case 'deed':
        return [tellDeed(story.deed, story.nodes, this.#paint)];
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
