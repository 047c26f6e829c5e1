import { lastActOf } from '../expand/acts.ts';
import type { Stage } from '../expand/draft.ts';
import { BLOCK, numberOf } from '../expand/draft.ts';
import { expandFault } from '../expand/fault.ts';
import { scheduleOf } from '../expand/schedule.ts';
import { workloadOf } from '../expand/workload.ts';
import type { Complain } from './checked.ts';
import { USUAL_QUORUM, USUAL_REPLICAS } from './cluster-fields.ts';
import { checkFaultNames } from './fault-names.ts';
import type { Fault } from './faults/fault.ts';
import type { Mistake } from './mistake.ts';
import type { ScenarioFile } from './scenario-fields.ts';
import type { Branch, Path } from './tree.ts';
import { placeOf } from './tree.ts';

/** Faults of a file that are none on their own: what its parts say of each other. */
export function checkFile(file: ScenarioFile, root: Branch): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const complain: Complain = (path, problem, allowed) => {
    mistakes.push({ place: placeOf(root, path, 'value'), problem, allowed });
  };
  checkCluster(file, complain);
  checkLevels(file, complain);
  const schedule = checkTimes(file, complain);
  const { heal, endTick } = schedule;
  const stage: Stage = { seed: file.seed, nodes: leastNodes(file) };
  checkFaultNames(file, stage, schedule, complain);
  const owners = new Map<number, number>();
  file.faults.forEach((fault, index) => {
    const path = ['faults', index] as const;
    const number = numberOf(fault, index);
    const acts = expandFault(fault, number, stage);
    const owner = owners.get(number);
    if (owner !== undefined)
      complain([...path, 'number'], `number ${number} is that of fault ${owner + 1}`, 'each number once');
    owners.set(number, index);
    if (acts.length > BLOCK) complain(path, `${acts.length} acts in one fault`, `at most ${BLOCK}`);
    checkFault(fault, path, { heal: heal?.at, endTick, acts: acts.map(({ at }) => at) }, complain);
    if (fault.what === 'swizzle') checkSwizzle(fault, path, stage, complain);
  });
  return mistakes;
}

function checkCluster(file: ScenarioFile, complain: Complain): void {
  const { cluster, settings, faults } = file;
  const twice = (path: Path, name: string) =>
    complain(path, `${name} is given twice`, 'once, in cluster or in settings');
  if (cluster.replicas !== undefined && settings.replicas !== undefined)
    twice(['settings', 'replicas'], 'replicas');
  if (cluster.tokens !== undefined && settings.tokensPerNode !== undefined)
    twice(['settings', 'tokensPerNode'], 'tokensPerNode');
  checkQuorum(file, complain);
  const late = new Set<number>();
  faults.forEach((fault, index) => {
    if (fault.what !== 'join') return;
    const path = ['faults', index, 'join'];
    if (late.has(fault.join)) complain(path, `n${fault.join} joins twice`, 'each host once');
    late.add(fault.join);
    if (cluster.introducers.every((host) => late.has(host))) {
      complain(
        path,
        'nobody is left who lets others in from the start',
        'a host that is not the only introducer',
      );
    }
  });
}

/** Classic is what it is; and one history speaks of registers or of keys that come and go, not of both. */
function checkLevels(
  { profile, cluster, settings, workload, faults }: ScenarioFile,
  complain: Complain,
): void {
  if (cluster.consistency !== undefined && settings.level !== undefined)
    complain(['settings', 'level'], 'the level is given twice', 'once, in cluster or in settings');
  const level = workload?.level ?? settings.level ?? cluster.consistency ?? 'quorum';
  if (profile === 'classic' && level !== 'quorum')
    complain(['profile'], `level ${level} in profile classic`, 'drill, or level quorum');
  const kinds = ['registers', 'hot-key', 'zipf', 'cas', 'counters'];
  const comes = workload !== undefined && !kinds.includes(workload.kind);
  faults.forEach((fault, index) => {
    if (fault.what !== 'operation' || fault.operation.cas === undefined) return;
    const other = faults.some(
      (one) =>
        one.what === 'operation' &&
        (one.operation.create ?? one.operation.update ?? one.operation.delete) !== undefined,
    );
    if (comes || other)
      complain(
        ['faults', index, 'operation', 'cas'],
        'cas beside create, update or delete, of which no checker can judge both',
        'read, put and cas; from and value may be null',
      );
  });
}

/** A quorum that follows from the replicas of the cluster is always their majority. */
function checkQuorum({ cluster, settings, swarm, stated }: ScenarioFile, complain: Complain): void {
  if (settings.quorum === undefined && settings.replicas === undefined) return;
  const drawn =
    swarm === undefined || stated.includes('cluster')
      ? USUAL_REPLICAS
      : Math.min(swarm.replicas.min, swarm.nodes.min);
  const replicas = settings.replicas ?? cluster.replicas ?? drawn;
  const quorum = settings.quorum ?? USUAL_QUORUM;
  if (quorum <= replicas) return;
  const [name, allowed] =
    settings.quorum === undefined
      ? ['replicas', `at least ${quorum}, or a quorum beside it, of at most ${replicas}`]
      : ['quorum', `at most ${replicas}`];
  complain(['settings', name], `a quorum of ${quorum} among ${replicas} replicas`, allowed);
}

function checkTimes(file: ScenarioFile, complain: Complain) {
  const stage: Stage = { seed: file.seed, nodes: leastNodes(file) };
  const schedule = scheduleOf(file, lastActOf(file, stage));
  const { heal, endTick } = schedule;
  if (file.converge !== undefined && heal === undefined)
    complain(['converge'], 'converge without heal', 'converge together with heal');
  if (heal !== undefined && endTick < heal.at + heal.convergeTicks) {
    const least = heal.at + heal.convergeTicks;
    complain(
      [file.end === undefined ? 'heal' : 'end'],
      `the end, ${endTick}, is before heal + converge`,
      `at least ${least}`,
    );
  }
  const start = workloadOf(file)?.startTick ?? 0;
  if (start >= endTick)
    complain(
      ['workload', 'start'],
      `clients start at ${start}, after the end`,
      `a tick before the end, ${endTick}`,
    );
  return schedule;
}

/** What hurts nobody, and may come after heal. */
const HARMLESS: readonly Fault['what'][] = [
  'operation',
  'join',
  'leave',
  'dismiss',
  'change',
  'heal',
  'remove',
  'resume',
];

/** What ends another fault, and may come together with heal. */
function isEnd(fault: Fault): boolean {
  switch (fault.what) {
    case 'restart':
      return true;
    case 'slow':
      return fault.by === 0;
    case 'clock':
      return fault.clock.sound === true;
    case 'disk':
      return fault.disk.sound === true;
    case 'set-loss':
      return fault['set-loss'].numerator === 0;
    default:
      return false;
  }
}

function checkFault(
  fault: Fault,
  path: Path,
  times: { readonly heal: number | undefined; readonly endTick: number; readonly acts: readonly number[] },
  complain: Complain,
): void {
  const { heal, endTick, acts } = times;
  const last = acts.reduce((latest, at) => Math.max(latest, at), fault.at);
  const where = 'until' in fault && fault.until === last ? [...path, 'until'] : [...path, 'at'];
  if (last >= endTick)
    return complain(where, `an act at ${last}, after the end`, `ticks before the end, ${endTick}`);
  if (heal === undefined || HARMLESS.includes(fault.what)) return;
  if (fault.at > heal || (fault.at === heal && !isEnd(fault)))
    complain([...path, 'at'], `a fault begins at ${fault.at}, after heal`, `ticks before heal, ${heal}`);
  else if (last > heal) complain(where, `a fault ends at ${last}, after heal`, `ticks up to heal, ${heal}`);
}

function checkSwizzle(
  fault: Extract<Fault, { readonly what: 'swizzle' }>,
  path: Path,
  stage: Stage,
  complain: Complain,
): void {
  const { swizzle: hosts } = fault;
  const count = Array.isArray(hosts)
    ? hosts.length
    : hosts === 'all'
      ? stage.nodes
      : 'random' in hosts
        ? hosts.random
        : 0;
  const least = fault.at + (2 * count - 1) * fault.every;
  if (fault.until < least) {
    complain(
      [...path, 'until'],
      `no time to clog and unclog ${count} hosts`,
      `at least ${least}, or a shorter every`,
    );
  }
}

/** How many hosts there are at least, whatever a swarm draws. */
function leastNodes(file: ScenarioFile): number {
  return file.swarm === undefined || file.stated.includes('cluster')
    ? file.cluster.nodes
    : file.swarm.nodes.min;
}
