import test from 'ava';
import { CoreBundler } from '../../../src/cli/mutants/bundle.ts';
import { putToWork } from '../../../src/cli/mutants/put-to-work.ts';
import { MUTANTS } from '../../../src/explore/mutants/mutants.ts';
import { must } from '../../../src/lib/assert.ts';
import { repositoryRoot } from '../../tidy/repository.ts';

const bundler = new CoreBundler(repositoryRoot);

const quick: readonly (readonly [mutant: string, report: RegExp])[] = [
  ['quorum-of-one', /^quorum-arithmetic: a write without a quorum$/],
  ['surplus-kept', /^exact-replicas: a surplus copy$/],
  ['partial-write-failed', /^one-outcome: answered as failed/],
  ['acknowledged-before-durable', /^acknowledged-writes: lost$|^register: not linearizable/],
];

for (const [name, report] of quick) {
  test.serial(`the mutant ${name} is caught`, async (t) => {
    const mutant = must(
      MUTANTS.find((one) => one.name === name),
      name,
    );
    const findings = await putToWork(
      await bundler.script(mutant),
      { kind: 'hunt', seeds: 10 },
      (finding) => finding.kind === 'hunted' && finding.catches.length > 0,
    );
    const reports = findings.flatMap((finding) => (finding.kind === 'hunted' ? finding.catches : []));
    t.true(
      reports.some(({ fingerprint }) => report.test(fingerprint)),
      JSON.stringify(reports),
    );
  });
}
