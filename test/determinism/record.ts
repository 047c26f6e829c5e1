/**
 * Records the digests of all testcases anew, after a change that was meant to change what happens:
 * `make dist/.tests && node dist/test/determinism/record.js`, and commit the file with the change that made it differ.
 */
import { writeFileSync } from 'node:fs';
import { classicTestcases, digestsOf, RECORDED_FILE, SEEDS } from './digests.ts';

writeFileSync(RECORDED_FILE, `${JSON.stringify(digestsOf(classicTestcases, SEEDS), null, 2)}\n`);
