import type { NodeId } from '../../core/ids.ts';
import { nodeName } from '../../trace/words/name.ts';

/** One step of a story: something that happened, in words. */
export interface StoryLine {
  readonly tick: number;
  /** The number of the event that it tells; lines come in this order. */
  readonly at: number;
  readonly text: string;
  /** The turning points: what was lost, late or down. */
  readonly weight: 'plain' | 'strong';
}

/** What several nodes do alike becomes one line where nothing comes between. */
export interface Draft extends Omit<StoryLine, 'text'> {
  readonly group?: string;
  readonly who?: NodeId;
  readonly tell: (who: string, several: boolean) => string;
}

/** Puts drafts in order and neighbours of one group together. */
export function layLines(drafts: readonly Draft[]): readonly StoryLine[] {
  const sorted = [...drafts].sort((a, b) => a.at - b.at);
  const lines: StoryLine[] = [];
  for (let first = 0; first < sorted.length; ) {
    const head = sorted[first];
    if (head === undefined) break;
    let end = first + 1;
    while (head.group !== undefined && sorted[end]?.group === head.group) end += 1;
    const told = sorted.slice(first, end).flatMap(({ who }) => (who === undefined ? [] : [nodeName(who)]));
    const nodes = [...new Set(told)];
    const { tick, at, weight } = head;
    lines.push({ tick, at, weight, text: head.tell(list(nodes), nodes.length > 1) });
    first = end;
  }
  return lines;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length <= 1
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export function nodeList(nodes: readonly NodeId[], self?: NodeId): string {
  return list(nodes.map((node) => (node === self ? 'itself' : nodeName(node))));
}
