import type { FailureGroup } from '../sweep/summary.ts';
import type { SweepReport, SweptTestcaseReport } from './sweep-result.ts';
import { count } from './terminal/words.ts';

/**
 * A sweep as JUnit XML: each testcase is a suite; in it stand the seeds that hold as one test and each way to fail as
 * another, since a test for each seed would drown every reader.
 */
export function formatJUnit({ testcases }: SweepReport): string {
  const suites = testcases.map(suiteOf);
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, suite) => total + of(suite), 0);
  const totals = countsOf({
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="orrery sweep" ${totals}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Suite extends Counts {
  readonly lines: readonly string[];
}

const ELEMENTS = { broken: 'failure', crashed: 'error', undecided: 'skipped' } as const;

function suiteOf(of: SweptTestcaseReport): Suite {
  const { testcase, groups, held, runs, unjudged } = of;
  const among = (kind: FailureGroup['kind']): number => groups.filter((group) => group.kind === kind).length;
  const shown = held > 0 || groups.length === 0;
  const counts: Counts = {
    tests: groups.length + unjudged.length + (shown ? 1 : 0),
    failures: among('broken'),
    errors: among('crashed'),
    skipped: among('undecided') + unjudged.length + (runs === 0 ? 1 : 0),
  };
  const className = `classname="${asXml(testcase)}"`;
  const holding = runs === 0 ? '><skipped message="not run"/></testcase>' : '/>';
  return {
    ...counts,
    lines: [
      `  <testsuite name="${asXml(testcase)}" ${countsOf(counts)}>`,
      ...(shown ? [`    <testcase ${className} name="holds under ${count(held, 'seed')}"${holding}`] : []),
      ...groups.flatMap((group) => [
        `    <testcase ${className} name="${asXml(group.failure)}">`,
        ...tellGroup(group, of),
        '    </testcase>',
      ]),
      ...unjudged.map((claim) => {
        const skipped = `<skipped message="nothing to judge in any of ${count(runs, 'seed')}"/>`;
        return `    <testcase ${className} name="${asXml(claim)}">${skipped}</testcase>`;
      }),
      '  </testsuite>',
    ],
  };
}

function tellGroup({ kind, count: number, seeds }: FailureGroup, of: SweptTestcaseReport): readonly string[] {
  const message = `${number} of ${count(of.runs, 'seed')}, first ${seeds.join(', ')}`;
  const element = ELEMENTS[kind];
  const commands = asXml(seeds.map(of.again).join('\n'));
  if (kind === 'undecided') return [`      <${element} message="${asXml(message)}"/>`, systemOut(commands)];
  return [`      <${element} message="${asXml(message)}" type="${kind}">${commands}</${element}>`];
}

function systemOut(text: string): string {
  return `      <system-out>${text}</system-out>`;
}

function countsOf({ tests, failures, errors, skipped }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and attributes alike; XML 1.0 has no way at all to write most control characters. */
function asXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
  );
}
