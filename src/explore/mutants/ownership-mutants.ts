import type { Mutant } from './mutant.ts';

const OWNERSHIP = 'src/core/ownership';

/** Mistakes in deciding who owns the ring: votes, the chair, and who may have a say in which epoch. */
const DECIDING: readonly Mutant[] = [
  {
    name: 'epoch-decided-by-less',
    file: `${OWNERSHIP}/decree.ts`,
    find: 'this.#for.size >= this.#needed',
    replace: 'this.#for.size >= this.#needed - 1',
    breaks: 'an epoch is decided by one voter fewer than a majority',
  },
  {
    name: 'accepted-epoch-ignored',
    file: `${OWNERSHIP}/decree.ts`,
    find: 'this.#found = accepted;',
    replace: 'accepted.epoch;',
    breaks: 'a proposer puts through its own wish where another one may have been decided',
  },
  {
    name: 'lower-ballot-found',
    file: `${OWNERSHIP}/decree.ts`,
    find: 'compareVersion(a.ballot, b.ballot) > 0',
    replace: 'compareVersion(a.ballot, b.ballot) < 0',
    breaks: 'of two accepted epochs a proposer takes over the one that cannot have been decided',
  },
  {
    name: 'epoch-below-promise',
    file: `${OWNERSHIP}/decree.ts`,
    find: 'if (vote?.slot === epoch.number && compareVersion(vote.promised, ballot) > 0) return undefined;',
    replace: '',
    breaks: 'a voter accepts an epoch under a lower ballot than it has promised',
  },
  {
    name: 'vote-before-durable',
    file: `${OWNERSHIP}/synod.ts`,
    find: 'this.#journal.acknowledge({ to: from, message: answer }, effects);',
    replace: 'effects.send(from, answer);',
    breaks: 'a voter says how it votes before that is on the disk',
  },
  {
    name: 'vote-forgotten-at-restart',
    file: `${OWNERSHIP}/synod.ts`,
    find: 'this.#vote = of.journal.state.vote;',
    replace: '',
    breaks: 'who starts again votes as if it had never voted',
  },
  {
    name: 'vote-lost-with-the-rest',
    file: `${OWNERSHIP}/synod.ts`,
    find: 'return !lost.has(undefined) && slot > abstainUpTo;',
    replace: 'return slot > 0 || lost.size > abstainUpTo;',
    breaks: 'who may have lost its vote to a rotten disk votes again',
  },
  {
    name: 'two-changes-at-once',
    file: `${OWNERSHIP}/chair.ts`,
    find: 'if (epoch.target === undefined) {',
    replace: 'if (epoch.target === undefined || wishes.length > 0) {',
    breaks: 'a change is planned while another one is pending',
  },
  {
    name: 'hopeless-change-goes-on',
    file: `${OWNERSHIP}/chair.ts`,
    find: ' || this.#isHopeless(epoch, gone, now))',
    replace: ' || gone.length < 0)',
    breaks: 'a change waits for ever for somebody who is gone',
  },
  {
    name: 'dead-owner-stays',
    file: `${OWNERSHIP}/chair.ts`,
    find: 'leave: [...leave, ...this.#longGone(epoch, now)]',
    replace: 'leave',
    breaks: 'who is gone for good owns its ranges for ever',
  },
  {
    name: 'ring-not-told',
    file: `${OWNERSHIP}/ownership.ts`,
    find: 'this.#gossip(now, effects);',
    replace: '',
    breaks: 'who missed an epoch hears of it only when it asks for something',
  },
  {
    name: 'adopted-before-durable',
    file: `${OWNERSHIP}/ownership.ts`,
    find: "journal.append({ kind: 'epoch', epoch, anew }, effects, () => {",
    replace:
      "journal.append({ kind: 'epoch', epoch, anew }, effects);\n    journal.state.apply({ kind: 'epoch', epoch, anew });\n    [epoch].forEach(() => {",
    breaks: 'an epoch is in effect before it is on the disk, and not any more after a crash',
  },
];

/** Mistakes in who is asked, and who hears whom, while the ring changes. */
const ASKING: readonly Mutant[] = [
  {
    name: 'stale-epoch-accepted',
    file: `${OWNERSHIP}/ownership.ts`,
    find: "effects.send(from, { kind: 'ring', epoch });\n      return false;",
    replace: "effects.send(from, { kind: 'ring', epoch });\n      return true;",
    breaks: 'a replica does what was meant for an earlier epoch',
  },
  {
    name: 'pending-asks-only-the-next',
    file: 'src/core/replication/electorate.ts',
    find: 'placements.map(',
    replace: 'placements.slice(-1).map(',
    breaks: 'while a change is pending a quorum of the ring to come is enough',
  },
  {
    name: 'pending-asks-only-the-old',
    file: 'src/core/replication/electorate.ts',
    find: 'placements.map(',
    replace: 'placements.slice(0, 1).map(',
    breaks: 'while a change is pending a quorum of the ring in effect is enough',
  },
  {
    name: 'not-asked-again',
    file: 'src/core/node.ts',
    find: 'this.#requests.restart(now, effects);',
    replace: '',
    breaks: 'what was open when an epoch came into effect waits for quorums of the one before',
  },
  {
    name: 'ballot-outlives-its-epoch',
    file: 'src/core/replication/register.ts',
    find: 'proposal.leaveElectorate();',
    replace: '',
    breaks: 'a proposal goes on with the replicas of the epoch in which it began',
  },
  {
    name: 'answers-not-fenced',
    file: `${OWNERSHIP}/fence.ts`,
    find: "'replicate', 'replicated', 'fetch', 'fetched',",
    replace: "'replicate', 'fetch',",
    breaks: 'an answer of the epoch before counts in a quorum of this one',
  },
  {
    name: 'ballots-not-fenced',
    file: `${OWNERSHIP}/fence.ts`,
    find: "'prepare', 'promised', 'accept', 'accepted',",
    replace: '',
    breaks: 'a ballot of the epoch before gets the votes of replicas that have moved on',
  },
];

/** Mistakes in handing over, and in who begins with what. */
const HANDING_OVER: readonly Mutant[] = [
  {
    name: 'old-owners-not-counted',
    file: `${OWNERSHIP}/chair.ts`,
    find: 'if (done.length < Math.min(this.#neededOf(epoch), left.length)) return false;',
    replace: '',
    breaks: 'a change is completed although some range has too few old replicas that know of it',
  },
  {
    name: 'last-one-not-waited-for',
    file: `${OWNERSHIP}/chair.ts`,
    find: 'if (done.length < Math.min(this.#neededOf(epoch), left.length)) return false;',
    replace:
      'if (done.length + ring.listOf(arc, replicas).length - left.length < this.#neededOf(epoch)) return false;',
    breaks: 'replicas that are given up count as if they had handed over, and who is left of them need not',
  },
  {
    name: 'given-up-though-there',
    file: `${OWNERSHIP}/chair.ts`,
    find: '!this.#isPresent(id) && wishes.some(',
    replace: 'wishes.some(',
    breaks: 'nobody waits for an owner that is said to be lost, though it is there',
  },
  {
    name: 'counted-before-handed-over',
    file: `${OWNERSHIP}/ownership.ts`,
    find: ' && this.#options.hasHandedOver())',
    replace: ')',
    breaks: 'an old owner counts as soon as it knows of the change',
  },
  {
    name: 'done-before-looking',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (this.#ticking && this.#settled !== this.#view.ring) return false;',
    replace: '',
    breaks: 'an old owner that has not yet looked what to hand over says that it is done',
  },
  {
    name: 'done-without-quorum',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (holders.length < (this.#view.placementsOf(key)[1]?.quorum ?? 0)) return false;',
    replace: 'if (holders.length < 0) return false;',
    breaks: 'an old owner is done though most of the next replicas of a key are away and hold nothing',
  },
  {
    name: 'late-report-counts',
    file: `${OWNERSHIP}/ownership.ts`,
    find: 'if (message.epoch === number) this.#chair.reported(from, number);',
    replace: 'this.#chair.reported(from, number);',
    breaks: 'what was handed over in one change counts in the next',
  },
  {
    name: 'reports-of-the-change-before',
    file: `${OWNERSHIP}/chair.ts`,
    find: 'if (this.#doneIn !== epoch) this.#done.clear();',
    replace: '',
    breaks: 'who has handed over once counts in each later change',
  },
  {
    name: 'nothing-handed-over',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (ring === this.#settled || this.#store.isEmpty) return;',
    replace:
      'if (this.#view.epoch?.target !== undefined) this.#settled = ring;\n    if (ring === this.#settled || this.#store.isEmpty) return;',
    breaks: 'while a change is pending nothing is offered to the next replicas',
  },
  {
    name: 'handed-over-to-newcomers-only',
    file: 'src/core/repair/plan-offers.ts',
    find: 'targets: isMoved ? next.filter((replica) => replica !== self) : [],',
    replace: 'targets: isMoved ? next.filter((replica) => replica === self && replica !== self) : [],',
    breaks: 'a replica that stays one is not asked whether it holds what a change hands over',
  },
  {
    name: 'promises-not-handed-over',
    file: 'src/core/repair/stabilizer.ts',
    find: 'return this.#view.nextReplicasOf(key) === undefined ? undefined : this.#store.promisedTo(key);',
    replace:
      "return this.#view.nextReplicasOf(key) === undefined ? undefined : this.#store.promisedTo('' as Key);",
    breaks: 'the next replicas of a key do not know what was promised',
  },
  {
    name: 'left-without-hand-over',
    file: `${OWNERSHIP}/change.ts`,
    find: 'return { cluster, number: since, owners, target };',
    replace:
      'return joining.length === 0 ? { cluster, number: since, owners: target } : { cluster, number: since, owners, target };',
    breaks: 'who wishes to leave is let go at once, with all that it holds',
  },
  {
    name: 'undone-is-completed',
    file: `${OWNERSHIP}/change.ts`,
    find: ': { cluster, number: number + 1, owners };',
    replace: ': { cluster, number: number + 1, owners: target };',
    breaks: 'a change that is given up takes effect all the same',
  },
  {
    name: 'out-and-in-with-everything',
    file: `${OWNERSHIP}/ownership.ts`,
    find: 'settings.discardWhenOut === 1 && !hasFollowed(before, epoch, id)',
    replace: 'settings.discardWhenOut === 1 && epoch.number < 0',
    breaks: 'who was no owner for a time comes back with what it held',
  },
  {
    name: 'absence-not-remembered',
    file: `${OWNERSHIP}/ownership.ts`,
    find: ' && now.since === then.since',
    replace: '',
    breaks: 'who was put out and let in again without noticing keeps what it held',
  },
];

/** Mistakes in the ring that is agreed on. */
export const OWNERSHIP_MUTANTS: readonly Mutant[] = [...DECIDING, ...ASKING, ...HANDING_OVER];
