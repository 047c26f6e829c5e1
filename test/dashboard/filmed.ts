import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOrder } from '../../src/dashboard/simulator/build.ts';
import type { Change } from '../../src/dashboard/simulator/order.ts';
import type { Take } from '../../src/dashboard/simulator/take.ts';
import { take } from '../../src/dashboard/simulator/take.ts';
import { repositoryRoot } from '../tidy/repository.ts';

/** A testcase by its path below `testcases/`, or its text, as the page takes it. */
export function filmed(
  file: string,
  seed: number | undefined = 1,
  changes: readonly Change[] = [],
  text = readFileSync(join(repositoryRoot, 'testcases', file), 'utf8'),
): Take {
  return take(buildOrder({ file, text, seed, changes }));
}
