import test from 'ava';
import type { Row } from './bad-file.ts';
import { assertRefused, BASE, fault } from './bad-file.ts';

const HOST = 'a host, n1 to n5';

const HOSTS: readonly Row[] = [
  [
    'a host that does not exist',
    fault('{ at: 400, crash: n6 }'),
    `5:23: crash cannot be “n6”; allowed: ${HOST}`,
  ],
  ['host zero', fault('{ at: 400, crash: n0 }'), `5:23: crash cannot be “n0”; allowed: ${HOST}`],
  ['a host by number', fault('{ at: 400, crash: 2 }'), `5:23: crash cannot be 2; allowed: ${HOST}`],
  [
    'a host of a list that does not exist',
    fault('{ at: 400, crash: [n1, n9] }'),
    `5:28: item 2 of crash cannot be “n9”; allowed: ${HOST}`,
  ],
  ['a host twice', fault('{ at: 400, crash: [n1, n1] }'), '5:28: n1 is named again; allowed: each host once'],
  [
    'no host',
    fault('{ at: 400, crash: [] }'),
    '5:23: crash cannot be an empty list; allowed: a list of hosts',
  ],
  [
    'more random hosts than there are',
    fault('{ at: 400, crash: { random: 6 } }'),
    '5:33: random cannot be 6; allowed: a whole number from 1 to 5',
  ],
  [
    'groups that overlap',
    fault('{ at: 400, partition: [[n1, n2], [n3, n2]] }'),
    '5:43: n2 is in two groups; allowed: each host in at most one group',
  ],
  [
    'one group',
    fault('{ at: 400, partition: [[n1, n2]] }'),
    '5:27: partition cannot be a list; allowed: at least two groups',
  ],
  [
    'an unknown shape',
    fault('{ at: 400, partition: ring }'),
    '5:27: partition cannot be “ring”; allowed: groups of hosts [[n1], [n2, n3]], majority',
  ],
  [
    'a host of a swarm that may not exist',
    'title: a\nswarm: { nodes: { min: 4, max: 9 } }\nfaults:\n  - { at: 400, crash: n5 }\n',
    '4:23: crash cannot be “n5”; allowed: a host, n1 to n4',
  ],
  [
    'no replicas',
    fault('{ at: 400, crash: { replicas-of: k } }'),
    '5:23: ranks is missing; allowed: a place or a list of places',
  ],
  [
    'a swap with a host that does not exist',
    fault('{ at: 400, restart: n1, disk: { swapped: n7 } }'),
    `5:46: swapped cannot be “n7”; allowed: ${HOST}`,
  ],
  [
    'an introducer that does not exist',
    'title: a\ncluster: { nodes: 2, introducers: [n3] }\n',
    '2:36: item 1 of introducers cannot be “n3”; allowed: a host, n1 to n2',
  ],
];

const TIMES: readonly Row[] = [
  [
    'an end before the beginning',
    fault('{ at: 600, crash: n2, until: 500 }'),
    '5:34: it ends at 500 and begins at 600; allowed: a tick after 600',
  ],
  [
    'an end at the beginning',
    fault('{ at: 600, crash: n2, until: 600 }'),
    '5:34: it ends at 600 and begins at 600',
  ],
  [
    'a fault after heal',
    fault('{ at: 3000, crash: n2 }'),
    '5:11: a fault begins at 3000, after heal; allowed: ticks before heal, 3000',
  ],
  [
    'a fault that ends after heal',
    fault('{ at: 600, crash: n2, until: 3001 }'),
    '5:34: a fault ends at 3001, after heal; allowed: ticks up to heal, 3000',
  ],
  [
    'a fault after the end',
    'title: a\nend: 500\nfaults:\n  - { at: 500, crash: n2 }\n',
    '4:11: an act at 500, after the end; allowed: ticks before the end, 500',
  ],
  [
    'restarts that take too long',
    fault('{ at: 100, rolling-restart: { every: 900, down: 100 } }'),
    '5:11: a fault ends at 3800, after heal',
  ],
  [
    'converge without heal',
    'title: a\nconverge: 50\n',
    '2:11: converge without heal; allowed: converge together with heal',
  ],
  [
    'an end before heal',
    `${BASE}end: 2000\n`,
    '4:6: the end, 2000, is before heal + converge; allowed: at least 4000',
  ],
  [
    'clients after the end',
    `${BASE}workload: { start: 4000 }\n`,
    '4:20: clients start at 4000, after the end; allowed: a tick before the end, 4000',
  ],
  [
    'flapping without end',
    fault('{ at: 1, partition: majority, flapping: { every: 9, for: 3 } }'),
    '5:5: flapping without an end; allowed: flapping together with until',
  ],
  [
    'flapping without a pause',
    fault('{ at: 1, partition: majority, until: 50, flapping: { every: 3, for: 3 } }'),
    '5:73: it never ends before it comes back; allowed: less than every, 3',
  ],
  [
    'too much flapping',
    fault('{ at: 1, partition: majority, until: 2000, flapping: { every: 2, for: 1 } }'),
    '5:5: 2000 acts in one fault; allowed: at most 1000',
  ],
  [
    'no time to swizzle',
    fault('{ at: 1, swizzle: all, until: 100 }'),
    '5:35: no time to clog and unclog 5 hosts; allowed: at least 451, or a shorter every',
  ],
];

const PARTS: readonly Row[] = [
  [
    'nothing that is wrong with a clock',
    fault('{ at: 1, clock: { host: n1 } }'),
    '5:21: nothing that is wrong is named; allowed: exactly one of offset, drift, step, freeze, sound',
  ],
  [
    'two things wrong with a disk',
    fault('{ at: 1, disk: { host: n1, full: true, torn: true } }'),
    '5:50: full and torn at once; allowed: exactly one of slow, stall, full, torn, rot, sound',
  ],
  [
    'an operation without a verb',
    fault('{ at: 1, operation: { by: any } }'),
    '5:25: nothing is asked; allowed: exactly one of create, read, update, put, delete',
  ],
  [
    'two operations',
    fault('{ at: 1, operation: { read: a, delete: a } }'),
    '5:44: read and delete in one operation',
  ],
  [
    'a write of nothing',
    fault('{ at: 1, operation: { create: a } }'),
    '5:35: create without a value; allowed: a value beside it',
  ],
  [
    'a read of a value',
    fault('{ at: 1, operation: { read: a, value: b } }'),
    '5:43: read takes no value; allowed: a value with create, update or put',
  ],
  [
    'both loops',
    `${BASE}workload: { think: 3, every: 4 }\n`,
    '4:30: think and every in one workload; allowed: think for a closed loop, or every for an open one',
  ],
  [
    'a quorum of more than all',
    `${BASE}settings: { replicas: 3, quorum: 4 }\n`,
    '4:34: a quorum of 4 among 3 replicas; allowed: at most 3',
  ],
  [
    'a quorum of more than the usual replicas',
    `${BASE}settings: { quorum: 4 }\n`,
    '4:21: a quorum of 4 among 3 replicas; allowed: at most 3',
  ],
  [
    'a quorum of more than the replicas of the cluster',
    'title: a\ncluster: { replicas: 5 }\nsettings: { quorum: 6 }\n',
    '3:21: a quorum of 6 among 5 replicas; allowed: at most 5',
  ],
  [
    'fewer replicas than the usual quorum',
    `${BASE}settings: { replicas: 1 }\n`,
    '4:23: a quorum of 2 among 1 replicas; allowed: at least 2, or a quorum beside it, of at most 1',
  ],
  [
    'a quorum of more than a swarm may draw',
    'title: a\nswarm: { replicas: { min: 2, max: 5 } }\nsettings: { quorum: 3 }\n',
    '3:21: a quorum of 3 among 2 replicas; allowed: at most 2',
  ],
  [
    'a fault of links that has the name of another in force',
    `${BASE}faults:\n  - { at: 9, loss: 1%, fault: 7, until: 20 }\n  - { at: 19, duplicate: 1%, fault: 7 }\n`,
    '6:37: fault 7 is in force already at 19; allowed: a name of its own',
  ],
  [
    'a fault of links that has the number of another',
    `${BASE}faults:\n  - { at: 9, loss: 1% }\n  - { at: 8, duplicate: 1%, fault: 1000 }\n`,
    '5:5: fault 1000 is in force already at 9',
  ],
  [
    'a fault of links that has the name of what is always wrong',
    'title: a\nnetwork: { loss: 1% }\nfaults:\n  - { at: 9, loss: 2%, fault: 0 }\n',
    '4:31: fault 0 is in force already at 9',
  ],
  [
    'replicas twice',
    'title: a\ncluster: { replicas: 3 }\nsettings: { replicas: 5 }\n',
    '3:23: replicas is given twice; allowed: once, in cluster or in settings',
  ],
  [
    'too few starts',
    'title: a\ncluster: { nodes: 3, starts: [0, 5] }\n',
    '2:30: 2 starts for 3 hosts; allowed: a list of 3 ticks',
  ],
  [
    'a host that joins twice',
    `${BASE}faults:\n  - { at: 9, join: n5 }\n  - { at: 10, join: n5 }\n`,
    '6:21: n5 joins twice; allowed: each host once',
  ],
  [
    'the only introducer comes late',
    fault('{ at: 9, join: n1 }'),
    '5:20: nobody is left who lets others in from the start',
  ],
  [
    'a number twice',
    `${BASE}faults:\n  - { at: 9, crash: n5 }\n  - { at: 10, crash: n4, number: 1000 }\n`,
    '6:34: number 1000 is that of fault 1; allowed: each number once',
  ],
  [
    'swarm ranges upside down',
    'title: a\nswarm: { nodes: { min: 9, max: 3 } }\n',
    '2:32: the most, 3, is below the least, 9; allowed: at least 9',
  ],
];

const LEVELS: readonly Row[] = [
  [
    'the level twice',
    'title: a\ncluster: { consistency: cas }\nsettings: { level: one }\n',
    '3:20: the level is given twice; allowed: once, in cluster or in settings',
  ],
  [
    'another level than quorum in profile classic',
    'title: a\nprofile: classic\ncluster: { consistency: cas }\n',
    '2:10: level cas in profile classic; allowed: drill, or level quorum',
  ],
  [
    'compare-and-set beside deletions',
    `${BASE}faults:\n  - { at: 9, operation: { delete: a } }\n  - { at: 10, operation: { cas: a, from: b, value: c } }\n`,
    '6:33: cas beside create, update or delete',
  ],
  [
    'a compare-and-set of one side',
    fault('{ at: 9, operation: { cas: a, value: c } }'),
    'cas without both sides; allowed: from and value beside it, null for nothing',
  ],
  [
    'what a put expects',
    fault('{ at: 9, operation: { put: a, value: c, from: b } }'),
    'put expects nothing; allowed: from with cas',
  ],
];

for (const [title, text, message] of [...HOSTS, ...TIMES, ...PARTS, ...LEVELS]) {
  test(`a file with ${title} is refused where it is wrong`, (t) => assertRefused(t, text, message));
}
