import type { LARGEST_DETAILED_GROUP as Detailed } from '../../trace/classic/log-line.ts';
import { removalTicks } from './deadlines.ts';
import type { Group } from './group.ts';
import { addressOf } from './group.ts';
import type { Opinions } from './opinions.ts';
import type { Finding, PointsRow } from './points-table.ts';
import { graded, ungradable } from './points-table.ts';

/** When the nodes fail, before large groups play it later. */
export const NODES_FAIL = 100;
/** Above this many nodes only the introducer logs joins. */
const LARGEST_DETAILED_GROUP: typeof Detailed = 1000;
const INTRODUCER = 1;

export interface MembershipPlan {
  /** How many nodes may have failed, by the size of the group. */
  readonly failures: (nodes: number) => readonly number[];
  /** The tick at which they fail. */
  readonly failTick: number;
  /** With loss, live nodes may be removed, and one removed before it failed needs no second removal. */
  readonly lossy: boolean;
  readonly points: { readonly join: number; readonly completeness: number; readonly accuracy: number };
}

/** Judges who saw whom come and go. A group of one has nobody to see: nothing is gradable then. */
export function gradeMembership(
  group: Group,
  opinions: Opinions,
  plan: MembershipPlan,
): readonly PointsRow[] {
  const { join, completeness, accuracy } = plan.points;
  const within = removalTicks(group.size);
  const claims = [
    {
      claim: 'join: every node saw every other one join',
      points: join,
      judge: () => findJoins(group, opinions),
    },
    {
      claim: `completeness: every survivor removed each failed node once, within ${within} ticks`,
      points: completeness,
      judge: () => findFailures(group, plan) ?? findRemovals(group, opinions, plan),
    },
    {
      claim: 'accuracy: nobody else was removed',
      points: accuracy,
      judge: () => findFailures(group, plan) ?? findFalseRemovals(opinions),
    },
  ].filter(({ points }) => points > 0);
  return claims.map(({ claim, points, judge }) => {
    if (group.size === 1) return ungradable(claim, points, 'needs 2 nodes, the group has 1');
    return graded(claim, points, group.size === 0 ? { fault: 'no APP line: no group' } : judge());
  });
}

function findJoins(group: Group, opinions: Opinions): Finding {
  const observers = group.size > LARGEST_DETAILED_GROUP ? [INTRODUCER] : group.nodes;
  const missing = new Tally();
  let pairs = 0;
  for (const observer of observers) {
    for (const subject of group.nodes) {
      if (subject === observer) continue;
      pairs += 1;
      if (!opinions.of(observer, subject).joined)
        missing.add(() => `${addressOf(observer)} never saw ${addressOf(subject)} join`);
    }
  }
  return missing.finding(`${pairs} joins`);
}

/** @returns undefined where the nodes that should fail did, and no other */
function findFailures(group: Group, plan: MembershipPlan): Finding | undefined {
  const { failures, size } = group;
  const astray = failures.find(({ tick }) => tick !== plan.failTick);
  if (astray !== undefined)
    return { fault: `${addressOf(astray.node)} failed at ${astray.tick}, not at ${plan.failTick}` };
  const expected = plan.failures(size);
  if (expected.includes(failures.length)) return undefined;
  return {
    fault: `${counted(failures.length, 'node')} failed at ${plan.failTick} instead of ${expected.join(' or ')}`,
  };
}

function findRemovals(group: Group, opinions: Opinions, plan: MembershipPlan): Finding {
  const broken = new Tally();
  const { survivors, failures } = group;
  for (const { node: failed } of failures) {
    for (const survivor of survivors) {
      const { removals, out, late } = opinions.of(survivor, failed);
      const pair = (said: string) => () => `${addressOf(survivor)} ${said} ${addressOf(failed)}`;
      if (removals > 1) broken.add(pair('removed more than once'));
      else if (!out) broken.add(pair(removals === 0 ? 'never removed' : 'took back'));
      else if (late) broken.add(pair('was late to remove'));
      else if (removals === 0 && !plan.lossy) broken.add(pair('removed only before the failure'));
    }
  }
  return broken.finding(
    `${counted(survivors.length, 'survivor')} removed ${counted(failures.length, 'node')}`,
  );
}

function findFalseRemovals(opinions: Opinions): Finding {
  const { count, first } = opinions.falseRemovals;
  if (first === undefined) return { seen: 'no other removal' };
  const { observer, subject, tick } = first;
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return { fault: `${addressOf(observer)} removed ${addressOf(subject)} at ${tick}${more}` };
}

/** Counts what is wrong and words only the first. */
class Tally {
  #count = 0;
  #first = '';

  add(word: () => string): void {
    if (this.#count === 0) this.#first = word();
    this.#count += 1;
  }

  finding(seen: string): Finding {
    if (this.#count === 0) return { seen };
    return { fault: this.#count === 1 ? this.#first : `${this.#first} (and ${this.#count - 1} more)` };
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
