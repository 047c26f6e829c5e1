import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '../../lib/assert.ts';
import { playSeed } from '../../sweep/play-seed.ts';
import type { Build } from '../../sweep/queue/build.ts';
import { version } from '../version.ts';
import { prepareTestcase } from './load.ts';

/** A run in which most of the simulator has a part, and that takes some hundredths of a second. */
const PROBE = `
title: a run by which two machines know each other
cluster: { nodes: 5, tokens: 8, consistency: linearizable }
network: { latency: { min: 1, max: 9 }, loss: 1%, duplicate: 1% }
workload: { kind: registers, clients: 2, keys: 3, operations: 60 }
faults:
  - { at: 300, crash: n2 }
  - { at: 400, partition: [[n1], [n3, n4]], until: 500 }
  - { at: 700, restart: n2, disk: kept }
end: 1000
expect: { register: linearizable }
`;

/** This program on this machine. */
export function buildHere(): Build {
  const { digest } = playSeed(prepareTestcase({ file: 'probe.yaml', text: PROBE }), 1);
  return { version, program: fingerprintOfProgram(), digest, node: process.versions.node };
}

/** Changes with every change of the bundle: results of two programs must not be added up. */
export function fingerprintOfProgram(): string {
  const bundle = join(dirname(must(process.argv[1], 'path of the bundle')), 'orrery.cjs');
  return createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 16);
}
