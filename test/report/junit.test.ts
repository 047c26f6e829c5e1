import test from 'ava';
import { formatJUnit } from '../../src/report/junit.ts';
import type { SweepReport } from '../../src/report/sweep-result.ts';
import { PLAIN } from '../../src/report/terminal/paint.ts';
import { tellSweep } from '../../src/report/terminal/sweep.ts';
import { faultOfXml } from '../cli/xml.ts';

const REPORT: SweepReport = {
  version: '1',
  seeds: { from: 1, to: 9 },
  ended: 'finished',
  left: 0,
  verdict: 'crashed',
  digest: '0'.repeat(16),
  testcases: [
    {
      ...{ testcase: 'a<b', file: 'a&b.yaml', runs: 9, held: 5, broken: 2, undecided: 1, crashed: 1 },
      digest: '0'.repeat(16),
      groups: [
        { kind: 'crashed', failure: 'crash: "x" \u0000', count: 1, seeds: [4] },
        { kind: 'broken', failure: 'register: not <that>', count: 2, seeds: [1, 2] },
        { kind: 'undecided', failure: 'register: undecided', count: 1, seeds: [9] },
      ],
      vacuous: [{ claim: 'convergence', count: 3 }],
      unjudged: [],
      again: (seed) => `run 'a&b.yaml' --seed ${seed}`,
    },
    {
      ...{ testcase: 'calm', file: 'c.yaml', runs: 9, held: 9, broken: 0, undecided: 0, crashed: 0 },
      ...{ digest: '0'.repeat(16), groups: [], again: String },
      vacuous: [{ claim: 'no-resurrection', count: 9 }],
      unjudged: ['no-resurrection'],
    },
    {
      ...{ testcase: 'never', file: 'n.yaml', runs: 0, held: 0, broken: 0, undecided: 0, crashed: 0 },
      ...{ digest: '0'.repeat(16), groups: [], vacuous: [], unjudged: [], again: String },
    },
  ],
};

test('a sweep becomes well-formed JUnit, whatever its names hold', (t) => {
  const xml = formatJUnit(REPORT);
  t.is(faultOfXml(xml), undefined);
  t.regex(xml, /<testsuites name="orrery sweep" tests="7" failures="1" errors="1" skipped="3">/);
  t.regex(xml, /<testcase classname="a&lt;b" name="holds under 5 seeds"\/>/);
  t.regex(xml, /<error message="1 of 9 seeds, first 4" type="crashed">run 'a&amp;b\.yaml' --seed 4<\/error>/);
  t.regex(xml, /<failure message="2 of 9 seeds, first 1, 2" type="broken">/);
  t.regex(xml, /name="crash: &quot;x&quot; \ufffd"/);
});

test('what there was nothing to judge of is told apart, in part and in whole', (t) => {
  const traces = { folder: 'out', resume: 'again', shrunk: [] };
  const lines = tellSweep(REPORT, { runs: 1, millis: 1 }, traces, PLAIN);
  t.true(lines.includes('  –  a<b: convergence: nothing to judge in 3 of 9 seeds'), lines.join('\n'));
  t.true(lines.includes('  ?  calm: no-resurrection: nothing to judge in any of 9 seeds'));
  t.regex(
    formatJUnit(REPORT),
    /name="no-resurrection"><skipped message="nothing to judge in any of 9 seeds"\/>/,
  );
});

test('a text that is no XML is known as such', (t) => {
  const xml = formatJUnit(REPORT);
  for (const spoilt of [xml.replace('</testsuite>', ''), xml.replace('&lt;', '<'), xml.replace('&amp;', '&')])
    t.not(faultOfXml(spoilt), undefined);
});
