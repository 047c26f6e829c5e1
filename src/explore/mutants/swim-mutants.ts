import type { Mutant } from './mutant.ts';

const SWIM = 'src/core/membership/swim';

/** Mistakes in the way in, in probing, and in what is believed of it. */
export const SWIM_MUTANTS: readonly Mutant[] = [
  {
    name: 'first-introducer-only',
    file: 'src/core/membership/introduction.ts',
    find: 'this.#contacts[(first + attempt) % length]',
    replace: 'this.#contacts[first]',
    breaks: 'a newcomer asks one and the same introducer for ever, dead or not',
  },
  {
    name: 'foreign-cluster-accepted',
    file: 'src/core/membership/membership.ts',
    find: 'if (theirs !== cluster) {',
    replace: 'if (theirs !== cluster && false) {',
    breaks: 'two clusters that share an introducer become one',
  },
  {
    name: 'refutation-ignored',
    file: `${SWIM}/belief.ts`,
    find: 'table.refute(refutation);',
    replace: '',
    breaks: 'who is suspected though it lives cannot say so',
  },
  {
    name: 'refutation-kept-secret',
    file: `${SWIM}/belief.ts`,
    find: 'health.change(1);\n    gossip.news(table.self, effects);',
    replace: 'health.change(1);',
    breaks: 'a refutation goes only where a probe happens to go',
    escapes: 'every message begins with the record of its sender, which makes it round within a pass',
  },
  {
    name: 'refuted-suspicion-runs-on',
    file: `${SWIM}/belief.ts`,
    find: 'if (standing !== suspected) suspicions.end(member);',
    replace: '',
    breaks: 'a suspicion ends in a removal although it was refuted',
  },
  {
    name: 'suspicion-never-confirmed',
    file: `${SWIM}/belief.ts`,
    find: 'if (order === 0 && suspicions.confirm(member, accuser)) {',
    replace: 'if (order === 0 && accuser === 0) {',
    breaks: 'however many suspect a member, it has the longest time to refute',
  },
  {
    name: 'suspicion-for-good',
    file: `${SWIM}/belief.ts`,
    find: 'for (const member of suspicions.over(now)) {',
    replace: 'for (const member of suspicions.over(0 as Tick)) {',
    breaks: 'who is suspected is never removed',
  },
  {
    name: 'suspicion-is-removal',
    file: `${SWIM}/suspicions.ts`,
    find: 'now - since >= suspicionTicks(this.#settings, size, accusers.length - 1),',
    replace: 'now - since >= suspicionTicks(this.#settings, size, accusers.length - 1) * 0,',
    breaks: 'who is suspected has no time to refute',
  },
  {
    name: 'whole-tables-kill',
    file: `${SWIM}/belief.ts`,
    find: 'if (whole && standing === down && table.isMember(words[at] as NodeId))',
    replace: 'if (whole && standing === down && words[at] === 0)',
    breaks: 'halves that meet again take over from each other whom they had removed',
  },
  {
    name: 'dead-beats-higher-incarnation',
    file: `${SWIM}/member-table.ts`,
    find: '(words[at + INCARNATION] as number) - (this.#incarnations[row] as number) ||',
    replace:
      '(this.#standings[row] === down && standing !== down ? -1 : 0) ||\n      (words[at + INCARNATION] as number) - (this.#incarnations[row] as number) ||',
    breaks: 'who was removed never comes back, neither by a refutation nor by a new life',
  },
  {
    name: 'new-life-not-told-apart',
    file: `${SWIM}/member-table.ts`,
    find: '(words[at + INCARNATION] as number) - (this.#incarnations[row] as number) ||',
    replace: '',
    breaks: 'a new life counts no more than the one before',
  },
  {
    name: 'helpers-answer-lost',
    file: `${SWIM}/errands.ts`,
    find: "this.#gossip.send(errand.asker, { kind: 'probed', sequence: errand.sequence, records }, effects);",
    replace: 'records.slice(0, 0);',
    breaks: 'an answer to an indirect probe does not reach who asked for it',
  },
  {
    name: 'helpers-answer-ignored',
    file: `${SWIM}/prober.ts`,
    find: 'if (probe === undefined || probe.settled || probe.sequence !== sequence) return;',
    replace:
      'if (probe === undefined || probe.settled || probe.sequence !== sequence || probe.helpers !== undefined) return;',
    breaks: 'an answer that comes by way of others does not count',
  },
  {
    name: 'nobody-helps',
    file: `${SWIM}/swim.ts`,
    find: 'return this.#prober.askOthers(effects);',
    replace: 'return;',
    breaks: 'one bad link is taken for a dead member',
  },
  {
    name: 'lag-not-counted',
    file: `${SWIM}/swim.ts`,
    find: 'this.#suspicions.excuse(now - this.#awakeAt);',
    replace: '',
    breaks: 'who slept takes its own sleep for the silence of those it suspects',
  },
  {
    name: 'swim-without-knocking',
    file: `${SWIM}/swim.ts`,
    find: 'this.#knock(effects);',
    replace: '',
    breaks: 'the halves of a healed partition do not find each other',
  },
  {
    name: 'knocking-alone',
    file: `${SWIM}/swim.ts`,
    find: 'if (!whole && wasAway && this.opinion.isMember(from)) this.#exchange(from, effects);',
    replace: '',
    breaks: 'who comes back tells nothing of the others that it came back with',
    escapes: 'the others are knocked at too, one by one',
  },
  {
    name: 'dead-forgotten-at-once',
    file: `${SWIM}/swim.ts`,
    find: 'this.opinion.forget(now - settings.forgetAfterTicks);',
    replace: 'this.opinion.forget(now);',
    breaks: 'who is down becomes a stranger, whom nobody knocks at',
    escapes: 'an introducer is knocked at whether remembered or not, and brings the others back',
  },
  {
    name: 'health-never-mends',
    file: `${SWIM}/health.ts`,
    find: 'Math.min(this.#settings.healthLimit, this.#score + by)',
    replace: 'Math.min(this.#settings.healthLimit, this.#score + Math.abs(by))',
    breaks: 'after a few probes every node is as slow as it may become',
  },
  {
    name: 'rumours-not-passed-on',
    file: `${SWIM}/belief.ts`,
    find: 'if (!this.#isNewcomer) gossip.news(member, effects);',
    replace: '',
    breaks: 'what a node hears ends with it',
    escapes:
      'everybody probes everybody, and exchanges whole tables: a small group notices in time all the same',
  },
];
