import type { NodeId } from '../../core/ids.ts';
import { nodeId } from '../../core/ids.ts';
import type { HeartbeatList } from '../../core/membership/heartbeat-list.ts';
import type { DropReason, TraceEvent } from '../../trace/event.ts';
import { tellDrop } from '../../trace/words/event.ts';
import { nodeName } from '../../trace/words/name.ts';
import { isMemberNote } from './focus.ts';
import type { Draft } from './line.ts';
import { list } from './line.ts';

/** How one node thinks of another over a run: news of it, doubts, removal. */
export interface Pair {
  readonly observer: NodeId;
  readonly member: NodeId;
}

/** The pairs that a witness about membership speaks of: who noted what of whom; else everyone on everyone. */
export function pairsOf(witness: readonly TraceEvent[]): readonly Pair[] {
  const pairs = witness.flatMap((event): Pair[] =>
    event.kind === 'noted' && isMemberNote(event.note)
      ? [{ observer: event.node, member: event.note.member }]
      : [],
  );
  if (pairs.length > 0) return pairs;
  const surveys = witness.filter((event) => event.kind === 'surveyed');
  const all = new Set(surveys.flatMap(({ members }) => members));
  return surveys.flatMap(({ node, members }) =>
    [...all]
      .filter((member) => !members.includes(member))
      .map((member) => ({ observer: node, member: nodeId(member) })),
  );
}

/** What the observer heard of the member up to the event numbered `last`. */
export function tellPair(
  events: readonly TraceEvent[],
  { observer, member }: Pair,
  last: number,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const news = new News(observer, member);
  for (const [at, event] of events.entries()) {
    if (at > last) break;
    news.hear(event, at);
    if (event.kind !== 'noted' || event.node !== observer || !isMemberNote(event.note)) continue;
    if (event.note.member !== member) continue;
    const { kind } = event.note;
    const { tick } = event;
    if (kind === 'member-suspected' || kind === 'member-removed') drafts.push(...news.tellSilence());
    const text = `${nodeName(observer)} ${VERBS[kind]} ${nodeName(member)}`;
    drafts.push({ tick, at, weight: kind === 'member-removed' ? 'strong' : 'plain', tell: () => text });
  }
  return drafts;
}

const VERBS = {
  'member-joined': 'counts among the members',
  'member-suspected': 'suspects (TFAIL has passed without news)',
  'member-cleared': 'hears again of, and no longer suspects,',
  'member-removed': 'removes (TREMOVE has passed since its newest heartbeat)',
} as const;

/** Follows the beats of a member as they reach an observer, and what of them is lost on the direct way. */
class News {
  readonly #observer: NodeId;
  readonly #member: NodeId;
  #beat = -1;
  #heard: { readonly at: number; readonly tick: number; readonly from: NodeId } | undefined;
  #direct = 0;
  #lost = new Map<DropReason, number>();
  #toldAt = -1;

  constructor(observer: NodeId, member: NodeId) {
    this.#observer = observer;
    this.#member = member;
  }

  hear(event: TraceEvent, at: number): void {
    if (event.kind !== 'sent' && event.kind !== 'received' && event.kind !== 'dropped') return;
    const { message, node } = event;
    if (message.kind !== 'gossip' && message.kind !== 'joined') return;
    if (event.kind === 'received') {
      if (node !== this.#observer) return;
      const beat = beatOf(message.members, this.#member);
      if (beat === undefined || beat <= this.#beat) return;
      this.#beat = beat;
      this.#heard = { at, tick: event.tick, from: event.from };
      this.#direct = 0;
      this.#lost = new Map();
      return;
    }
    if (node !== this.#member) return;
    if (event.kind === 'sent') this.#direct += 1;
    else this.#lost.set(event.reason, (this.#lost.get(event.reason) ?? 0) + 1);
  }

  /** The last news before a silence, and what became of what the member sent since: once for each silence. */
  tellSilence(): readonly Draft[] {
    const heard = this.#heard;
    if (heard === undefined || heard.at === this.#toldAt) return [];
    this.#toldAt = heard.at;
    const [observer, member] = [nodeName(this.#observer), nodeName(this.#member)];
    const way = heard.from === this.#member ? 'directly' : `by way of ${nodeName(heard.from)}`;
    const losses = [...this.#lost].map(([reason, number]) => `${number} not delivered (${tellDrop(reason)})`);
    const since =
      this.#direct === 0
        ? `${member} sends no heartbeat any more`
        : `of the ${this.#direct} messages of gossip that ${member} sends to anyone after that, ${losses.length === 0 ? 'none is lost' : list(losses)}`;
    const text = `the last heartbeat of ${member} that reaches ${observer}, ${way}; ${since}`;
    return [{ tick: heard.tick, at: heard.at, weight: 'strong', tell: () => text }];
  }
}

function beatOf({ roll, words, start }: HeartbeatList, member: NodeId): number | undefined {
  const row = roll.ids.indexOf(member);
  return row === -1 ? undefined : words[start + row];
}
