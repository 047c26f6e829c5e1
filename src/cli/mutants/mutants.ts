import type { Catch } from '../../explore/mutants/hunt.ts';
import type { Mutant } from '../../explore/mutants/mutant.ts';
import { MUTANTS } from '../../explore/mutants/mutants.ts';
import type { Finding } from '../../explore/mutants/work.ts';
import type { MutantFate, MutantsReport } from '../../report/terminal/mutants.ts';
import { tellMutants } from '../../report/terminal/mutants.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { Progress } from '../grade/progress.ts';
import { homeFolder } from '../home.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { badUsage } from '../user-error.ts';
import { CoreBundler } from './bundle.ts';
import { putToWork } from './put-to-work.ts';

export interface MutantsWish {
  readonly names: readonly string[];
  readonly seeds: number;
  readonly shrink: boolean;
  readonly json: boolean;
  readonly colour: boolean | undefined;
}

const SHRINK_RUNS = 5000;

/** Hunts each mutant until a checker reports it, and then the core as it is under the same seeds. */
export async function tryMutants(wish: MutantsWish): Promise<ExitStatus> {
  const mutants = mutantsNamed(wish.names);
  const bundler = new CoreBundler(homeFolder());
  const paint = await choosePaint(wish.colour);
  const progress = new Progress(mutants.length + 1);
  const fates: MutantFate[] = [];
  for (const mutant of mutants) {
    progress.step(mutant.name);
    fates.push(await tryOne(bundler, mutant, wish));
  }
  progress.step('the core as it is');
  const seeds = fates.reduce((most, fate) => Math.max(most, fate.seeds), 1);
  const script = await bundler.script(undefined);
  const baseline = await putToWork(script, { kind: 'hunt', seeds }, () => false);
  const report: MutantsReport = { fates, sound: { seeds, catches: catchesOf(baseline) } };
  progress.clear();
  if (wish.json) out.line(JSON.stringify(report, undefined, 2));
  else for (const line of tellMutants(report, paint)) out.line(line);
  if (report.sound.catches.length > 0) return EXIT.broken;
  return fates.every(({ mutant, catches }) => mutant.escapes !== undefined || catches.length > 0)
    ? EXIT.holds
    : EXIT.broken;
}

async function tryOne(bundler: CoreBundler, mutant: Mutant, wish: MutantsWish): Promise<MutantFate> {
  const script = await bundler.script(mutant);
  const hunted = await putToWork(
    script,
    { kind: 'hunt', seeds: wish.seeds },
    (finding) => finding.kind === 'hunted' && finding.catches.length > 0,
  );
  const catches = catchesOf(hunted);
  const seeds = hunted.reduce((last, finding) => (finding.kind === 'hunted' ? finding.seed : last), 0);
  const fate = { mutant, seeds, catches };
  const [caught] = catches;
  if (!wish.shrink || caught === undefined || caught.seed === 0) return fate;
  const start = performance.now();
  const order = { kind: 'shrink', caught, runs: SHRINK_RUNS } as const;
  const [shrunk] = await putToWork(script, order, () => false);
  const milliseconds = Math.round(performance.now() - start);
  return shrunk === undefined ? fate : { ...fate, shrunk, milliseconds };
}

/** What was caught; a core that hangs is caught by the clock. */
function catchesOf(findings: readonly Finding[]): readonly Catch[] {
  return findings.flatMap((finding) => {
    if (finding.kind === 'hunted') return finding.catches;
    return finding.kind === 'lost' ? [{ hunt: '', seed: 0, fingerprint: `clock: ${finding.reason}` }] : [];
  });
}

function mutantsNamed(names: readonly string[]): readonly Mutant[] {
  const known = MUTANTS.map(({ name }) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw badUsage(`no mutant is called ${wrong}; allowed: ${known.join(', ')}`);
  return names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.includes(name));
}
