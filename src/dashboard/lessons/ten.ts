import type { Lesson } from './lesson.ts';

/** What to look for in ten scenarios, from how a group begins to what linearizable means. */
export const LESSONS: readonly Lesson[] = [
  {
    title: 'Joining by gossip',
    gist: 'Nobody is told of everybody; rumours are enough.',
    file: 'create.conf',
    steps: [
      {
        tick: 1,
        tab: 'nodes',
        say: 'Four nodes start in each tick. All but n1 know a single address, that of n1, and ask to be let in.',
      },
      {
        tick: 4,
        say: 'Each node tells three others, drawn by chance, whom it has heard of. Choose a node to see the ring as it sees it: ≠ marks those who see another ring than most.',
      },
      {
        tick: 12,
        say: 'Within a few ticks everybody sees the same ten, and the halos around the nodes are full: each is known by all the others.',
      },
      {
        tick: 101,
        tab: 'key',
        say: 'Now clients create a hundred keys. A key belongs to the first three nodes clockwise from its place on the ring.',
      },
    ],
  },
  {
    title: 'Failure',
    gist: 'Silence is all that a crash looks like from outside.',
    file: 'singlefailure.conf',
    steps: [
      { tick: 100, tab: 'nodes', say: 'At the end of tick 100 one node crashes. Nobody is told.' },
      {
        tick: 109,
        tab: 'events',
        say: 'After five ticks without news of it the others suspect it, each by itself: the halo of the crashed node is dashed.',
      },
      {
        tick: 121,
        tab: 'charts',
        say: 'Twenty ticks after it was last heard of it is removed, by all in the same tick: removal counts from when its last heartbeat was sent, not from when somebody heard it.',
      },
      {
        tick: 300,
        tab: 'verdicts',
        say: 'Every survivor has removed it, and nobody else. This is what completeness and accuracy mean.',
      },
    ],
  },
  {
    title: 'Quorum',
    gist: 'Two of three replicas are enough, and one is not.',
    file: 'read.conf',
    steps: [
      {
        tick: 150,
        tab: 'key',
        say: 'A key lies at three replicas: PRIMARY, SECONDARY and TERTIARY. A client reads it at any node, which asks all three.',
      },
      {
        tick: 176,
        say: 'The TERTIARY has just crashed. Two of three answer, and the read succeeds as if nothing had happened.',
      },
      {
        tick: 227,
        tab: 'events',
        say: 'Now two replicas are down at once. One answer is no quorum: the read fails and says so, because a lone replica may have missed a write.',
      },
      {
        tick: 276,
        tab: 'verdicts',
        say: 'The crashed nodes have left the ring, other nodes took over their copies, and the same read succeeds again.',
      },
    ],
  },
  {
    title: 'Read repair',
    gist: 'A read brings back what a replica has missed.',
    file: 'quorum/a-read-writes-back-what-it-answers.yaml',
    steps: [
      {
        tick: 320,
        tab: 'key',
        key: 'k0',
        say: 'A quarter of all packets take very long, so a write is often at one replica and not yet at the others: older versions are marked in the table.',
      },
      {
        tick: 420,
        tab: 'events',
        say: 'A read asks a quorum and the newest version wins. Before it answers, it sends that version to the replicas that lag: look for store messages.',
      },
      {
        tick: 2000,
        tab: 'verdicts',
        say: 'So what a read has answered is held by a quorum, and every later read meets it: with a single writer the key is a linearizable register.',
      },
    ],
  },
  {
    title: 'Partition',
    gist: 'A side without a majority can promise nothing.',
    file: 'partition/two-halves-find-each-other-again.yaml',
    steps: [
      {
        tick: 601,
        tab: 'nodes',
        say: 'The group is cut into n1 n2 n3 and n4 n5 n6: dotted lines show who is on which side.',
      },
      {
        tick: 1100,
        tab: 'nodes',
        node: 5,
        say: 'n5 has not heard of the other half for long, and has given it up. Who owns the ring is another matter: that takes a majority, and three of six are none, so nobody changes it.',
      },
      {
        tick: 1700,
        tab: 'charts',
        say: 'Where two replicas of a key are on one side, that side goes on with it; all other questions fail, or their fate is unknown. See how few answers are ok while the cut lasts.',
      },
      {
        tick: 1850,
        tab: 'nodes',
        say: 'The cut is over. Now and then a node tells one that it has given up as well, and one such knock is enough for the halves to find each other.',
      },
      {
        tick: 4000,
        tab: 'verdicts',
        say: 'Comparing hash trees, the replicas find out which keys differ, and agree again: convergence.',
      },
    ],
  },
  {
    title: 'Hinted hand-off',
    gist: 'Somebody keeps the letters while a node is away.',
    file: 'stabilization/what-a-host-missed-is-handed-over.yaml',
    steps: [
      {
        tick: 420,
        tab: 'nodes',
        node: 3,
        say: 'n3 has crashed, and it will stay a member for long. Writes to its keys still reach two of three replicas.',
      },
      {
        tick: 700,
        tab: 'events',
        say: 'The next live node clockwise keeps a full record for n3: a hint. Look for the notes that say “keeps … for n3”.',
      },
      {
        tick: 1520,
        node: 3,
        say: 'n3 is back, and has missed all that was written meanwhile. The keepers hand it over, in batches that grow while that works.',
      },
      {
        tick: 2200,
        tab: 'verdicts',
        say: 'Neither reads nor comparisons took part, and yet all replicas of every key are alike.',
      },
    ],
  },
  {
    title: 'A resurrected delete',
    gist: 'What is deleted must not be forgotten too soon.',
    file: 'museum/a-late-hint-undoes-a-purge.yaml',
    steps: [
      {
        tick: 410,
        tab: 'key',
        key: 'plum',
        say: 'A value is written while one replica, n3, cannot be reached. n5 keeps the write for it as a hint.',
      },
      {
        tick: 660,
        tab: 'key',
        key: 'plum',
        say: 'The key is deleted. A deletion is a record too, a tombstone, so that older copies lose against it.',
      },
      {
        tick: 1300,
        tab: 'key',
        key: 'plum',
        say: 'All owners have the tombstone, and each has purged it: nothing tells any more that there ever was a deletion. n5, whose clock hardly moves, still keeps the hint.',
      },
      {
        tick: 2300,
        tab: 'verdicts',
        say: 'Then n5 hands its hint over, and what was deleted is there again. The twin of this testcase keeps a floor for what was purged, and refuses the hint.',
      },
    ],
  },
  {
    title: 'R + W > N is not enough',
    gist: 'Quorums meet, and still a read can go back in time.',
    file: 'quorum/r-plus-w-is-not-linearizable.yaml',
    steps: [
      { tick: 520, tab: 'key', key: 'k', say: 'All three replicas hold 0.' },
      {
        tick: 606,
        tab: 'key',
        key: 'k',
        say: 'A client writes 1, and every packet of that write is lost: only n1 holds it. The write is still under way, so it may be seen, or not.',
      },
      { tick: 660, tab: 'events', say: 'A read at n1 asks n1 and n2, and answers 1, the newer one.' },
      {
        tick: 710,
        tab: 'verdicts',
        say: 'A later read at n3 asks n3 and n2, which is a quorum as well, and answers 0. Each quorum met the finished write; time went backwards all the same. The story beside tells it step by step.',
      },
    ],
  },
  {
    title: 'Membership change',
    gist: 'The old owners and the new ones must meet as well.',
    file: 'ring/a-join-under-load-breaks-no-promise.yaml',
    steps: [
      {
        tick: 695,
        tab: 'nodes',
        say: 'Five nodes own the ring, and they agree on that: this is epoch 1, whatever each of them thinks of the others.',
      },
      {
        tick: 810,
        tab: 'events',
        say: 'n6 wants to own a part. The owners decide by a majority who comes next, one change at a time: epoch 2 names the ring in effect and the one to come, and until it is complete both are asked.',
      },
      {
        tick: 1100,
        tab: 'nodes',
        node: 6,
        say: 'The old owners hand over what n6 is to hold. Only then does the next epoch take effect for everybody.',
      },
      {
        tick: 2300,
        tab: 'verdicts',
        say: 'Operations went on all the time, and every one of them is linearizable.',
      },
    ],
  },
  {
    title: 'Linearizable',
    gist: 'As if there were one copy, whatever happens to the three.',
    file: 'consistency/atomic-registers-through-crashes.yaml',
    steps: [
      {
        tick: 410,
        tab: 'events',
        say: 'Three nodes, of which one crashes, one has a clock that is far behind: two are a majority.',
      },
      {
        tick: 710,
        tab: 'nodes',
        say: 'A paused node is worse than a crashed one: when it wakes up it takes its old knowledge for the present. It is not asked alone, so that does no harm.',
      },
      {
        tick: 1410,
        tab: 'charts',
        say: 'All three are down at once. Nothing can be answered; what was acknowledged is on their disks.',
      },
      {
        tick: 2600,
        tab: 'verdicts',
        say: 'The checker has found one order of all operations that explains every answer, each at a moment between its question and its answer. That is what linearizable means.',
      },
    ],
  },
];
