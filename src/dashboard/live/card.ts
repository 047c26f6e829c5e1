import type { Rates } from './counters.ts';
import type { RingPage, StatusPage } from './pages.ts';

/** A node as its card shows it. */
export interface Card {
  /** None before its first start has come to its end. */
  readonly node: number | undefined;
  readonly address: string;
  readonly pid: number | undefined;
  readonly starts: number;
  /** `gone`: its process is not there, or was not a moment ago. */
  readonly life: 'up' | 'gone' | 'starting';
  readonly part: 'owner' | 'joining' | 'leaving' | undefined;
  readonly share: number | undefined;
}

/** What is counted of a node, by its address. */
export interface Measured {
  readonly keys: number;
  readonly rates: Rates | undefined;
}

/**
 * @param before an earlier look: a process that has been started since then was gone in between, however short that was
 */
export function cardsOf(
  status: StatusPage,
  ring: RingPage | undefined,
  before: readonly Card[],
): readonly Card[] {
  return status.nodes.map(({ node_id: id, address, status: word, starts, pid }) => {
    const earlier = before.find((card) => card.address === address);
    const wasStarted = earlier !== undefined && earlier.starts > 0 && earlier.starts < starts;
    const isThere = word === 'online' && !wasStarted;
    const member = ring?.members.find((one) => one.node_id === id);
    return {
      ...{ address, starts, node: id ?? undefined, pid: pid ?? undefined },
      life: isThere ? 'up' : id === null ? 'starting' : 'gone',
      ...{ part: member?.state, share: member?.share },
    };
  });
}
