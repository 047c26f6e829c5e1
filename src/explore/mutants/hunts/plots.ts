import type { Key } from '../../../core/ids.ts';
import type { Operation } from '../../../core/operation.ts';
import type { HuntDice } from '../hunt-dice.ts';
import type { Asked } from './asked.ts';
import type { Dated } from './ground.ts';
import type { Links } from './links.ts';
import { only } from './troubles.ts';

/** One key and three hosts, in an order that is drawn, from a tick on. */
export interface Stage {
  readonly dice: HuntDice;
  readonly key: Key;
  readonly at: number;
  readonly hosts: readonly [number, number, number];
  readonly links: Links;
}

/** What happens, written out: the order of messages that shows what a line of the core is for. */
export interface Plot {
  readonly requests: readonly Asked[];
  readonly deeds: readonly Dated[];
}

export type Plotter = (stage: Stage) => Plot;

const cas = (key: Key, expected: string | null, value: string): Operation => {
  return { kind: 'cas', key, expected, value };
};

/**
 * Two rivals who do not hear each other need the same voter. It promises the second one, shortens its log, and crashes;
 * then the proposal of the first arrives, and after it that of the second.
 */
export const voterForgets: Plotter = ({ dice, key, at, hosts: [first, second, voter], links }) => {
  const promised = at + 9 + dice.below(4);
  const crash = promised + 16 + dice.below(12);
  const noise = Array.from({ length: 16 }, (_, nth): Asked => {
    const operation: Operation = { kind: 'put', key: `${key}noise` as Key, value: `${nth}` };
    return { at: promised + 4 + nth, by: voter, operation };
  });
  return {
    requests: [
      { at, by: first, operation: cas(key, null, 'first') },
      { at: promised, by: second, operation: cas(key, null, 'second') },
      ...noise,
      { at: at + 120, by: first, operation: { kind: 'read', key, level: 'cas' } },
    ],
    deeds: [
      ...links.cut([first], [second], at, at + 60),
      ...links.cut([second], [first], at, at + 60),
      ...links.slow([first], [voter], { at: at + 1, until: at + 15, by: 42 }),
      ...links.slow([second], [voter], { at: promised + 1, until: promised + 14, by: 43 }),
      { kind: 'crash', at: crash, hosts: only(voter) },
      { kind: 'restart', at: crash + 1, hosts: only(voter), disk: { kind: 'kept' } },
    ],
  };
};

/**
 * A proposer finds a write that nobody else has, and its proposal on top of that reaches nobody else either. Under its next
 * ballot two others agree that nothing of the kind is there: then its condition fails, but what was sent must be buried.
 */
export const proposalSurvives: Plotter = ({ dice, key, at, hosts: [proposer, one, other], links }) => {
  const others = [one, other];
  const found = at + 36 + dice.below(3);
  return {
    requests: [
      { at, by: proposer, operation: cas(key, null, 'base') },
      { at: at + 30, by: proposer, operation: { kind: 'put', key, value: 'alone', level: 'quorum' } },
      { at: found, by: proposer, operation: cas(key, 'alone', 'doubtful') },
      { at: found + 110, by: other, operation: { kind: 'read', key, level: 'cas' } },
    ],
    deeds: [
      ...links.cut([proposer], others, at + 30, at + 34),
      ...links.cut([proposer], [other], found, found + 1),
      ...links.cut([proposer], others, found + 1, found + 14),
      { kind: 'set-disk', at: found + 12, hosts: only(proposer), disk: { kind: 'slow', ticks: 40 } },
      { kind: 'set-disk', at: found + 90, hosts: only(proposer), disk: { kind: 'sound' } },
    ],
  };
};

/**
 * A reader finds a put that nobody else has, and writes it back slowly. Before it arrives, the others hold the key's first
 * ballot among themselves: what comes late counts for nothing any more.
 */
export const ballotBetweenRounds: Plotter = ({ dice, key, at, hosts: [reader, one, rival], links }) => {
  const others = [one, rival];
  const read = at + 20 + dice.below(4);
  const level = 'linearizable';
  return {
    requests: [
      { at, by: reader, operation: { kind: 'put', key, value: 'alone', level } },
      { at: read, by: reader, operation: { kind: 'read', key, level } },
      { at: read + 8 + dice.below(4), by: rival, operation: cas(key, null, 'chosen') },
      { at: read + 80, by: rival, operation: { kind: 'read', key, level } },
    ],
    deeds: [
      ...links.cut([reader], others, at + 1, at + 14),
      ...links.slow([reader], others, { at: read + 1, until: read + 16, by: 40 }),
      ...links.cut([rival], [reader], read + 6, read + 34),
    ],
  };
};
