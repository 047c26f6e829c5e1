import type { OperationRecord } from '../../trace/classic/log-record.ts';
import type { ClientOperation, ClientOperations } from './client-operations.ts';
import { latenessOf } from './deadlines.ts';
import type { Group } from './group.ts';
import type { Expected } from './judge-operation.ts';
import { judgeOperation } from './judge-operation.ts';
import type { Finding, PointsRow } from './points-table.ts';
import { graded, ungradable } from './points-table.ts';
import type { StoreAct } from './store-plan.ts';
import { failTicks, storeActs, WHOLE_GROUP } from './store-plan.ts';

const INVALID_KEY = 'invalidKey';
const CREATE_TICK = 100;
const DELETE_TICK = 150;
const CREATED = 100;
const DELETED = 50;
const EVER = Number.POSITIVE_INFINITY;

/** What the rows about client operations look at. */
interface Evidence {
  readonly group: Group;
  readonly operations: ClientOperations;
}

type Claim = Pick<StoreAct, 'claim' | 'points' | 'gradable' | 'needs'>;

export function gradeCreate(evidence: Evidence): readonly PointsRow[] {
  const claim = { ...WHOLE_GROUP, claim: `each of ${CREATED} keys is created at every replica`, points: 3 };
  return [row(claim, evidence, () => findBatch(evidence, 'create', CREATE_TICK, CREATED))];
}

export function gradeDelete(evidence: Evidence): readonly PointsRow[] {
  const deletes = { ...WHOLE_GROUP, claim: `each of ${DELETED} keys is deleted at every replica`, points: 3 };
  const invalid = { ...WHOLE_GROUP, claim: 'a delete of a key that was never created fails', points: 4 };
  return [
    row(deletes, evidence, () => findBatch(evidence, 'delete', DELETE_TICK, DELETED)),
    row(invalid, evidence, () => {
      const tick = DELETE_TICK + latenessOf(evidence.group.size);
      const expected = WHOLE_GROUP.fail(evidence.group.size);
      return findOne(evidence, { verb: 'delete', tick, until: EVER, invalid: true }, expected);
    }),
  ];
}

/** READ and UPDATE: 40 points. */
export function gradeHurt(verb: 'read' | 'update', evidence: Evidence): readonly PointsRow[] {
  return storeActs(verb).map((act) =>
    row(act, evidence, () => findFailures(act, evidence) ?? findAct(act, verb, evidence)),
  );
}

function row({ claim, points, gradable, needs }: Claim, { group }: Evidence, find: () => Finding): PointsRow {
  if (group.size === 0) return graded(claim, points, { fault: 'no APP line: no group' });
  if (gradable(group.size)) return graded(claim, points, find());
  return ungradable(claim, points, `needs ${needs}, the group has ${group.size}`);
}

/** All creates or all deletes: one tick, distinct keys, every one judged alike. */
function findBatch(evidence: Evidence, verb: 'create' | 'delete', at: number, wanted: number): Finding {
  const { group, operations } = evidence;
  const tick = at + latenessOf(group.size);
  const batch = operations.at(tick, verb).filter(({ asked }) => asked.key !== INVALID_KEY);
  const keys = new Set(batch.map(({ asked }) => asked.key));
  if (keys.size !== wanted || batch.length !== wanted)
    return { fault: `${batch.length} operations on ${keys.size} keys at ${tick} instead of ${wanted}` };
  const stray = findStray(operations, tick, EVER, false);
  if (stray !== undefined) return stray;
  const expected = WHOLE_GROUP.success(group.size);
  const faults: string[] = [];
  let seen = '';
  for (const operation of batch) {
    const finding = judgeOperation(operation, expected, group);
    if ('fault' in finding) faults.push(`key ${operation.asked.key}: ${finding.fault}`);
    else seen = finding.seen;
  }
  const [first] = faults;
  if (first === undefined) return { seen: `${wanted} × ${seen}` };
  return { fault: faults.length === 1 ? first : `${first} (and ${faults.length - 1} more keys)` };
}

/** @returns undefined where exactly the nodes that should have failed by then did */
function findFailures({ at }: StoreAct, { group }: Evidence): Finding | undefined {
  const late = latenessOf(group.size);
  const expected = failTicks(group.size, at).map((tick) => tick + late);
  const failed = group.failures.map(({ tick }) => tick).filter((tick) => tick <= at + late);
  if (expected.join() === failed.join()) return undefined;
  return { fault: `nodes failed at ${listed(failed)} instead of ${listed(expected)}` };
}

function listed(ticks: readonly number[]): string {
  return ticks.length === 0 ? 'no time' : ticks.join(', ');
}

function findAct(act: StoreAct, verb: 'read' | 'update', evidence: Evidence): Finding {
  const { group } = evidence;
  const late = latenessOf(group.size);
  const invalid = act.key === 'invalid';
  const which = { verb, tick: act.at + late, until: act.until + late, invalid };
  return findOne(evidence, which, act.expect(group.size));
}

interface Which {
  readonly verb: OperationRecord['verb'];
  readonly tick: number;
  /** Strays before this tick are held against it. */
  readonly until: number;
  readonly invalid: boolean;
}

/** The one operation of its kind at a tick. */
function findOne(evidence: Evidence, { verb, tick, until, invalid }: Which, expected: Expected): Finding {
  const { group, operations } = evidence;
  const found = operations.at(tick, verb).filter(({ asked }) => (asked.key === INVALID_KEY) === invalid);
  const [operation] = found;
  if (operation === undefined || found.length > 1)
    return { fault: `${found.length} such operations at ${tick} instead of 1` };
  const astray =
    findStray(operations, tick, until, invalid) ?? (invalid ? undefined : findOrigin(operation, evidence));
  return astray ?? judgeOperation(operation, expected, group);
}

/** An answer to something that nobody asked; those about invalidKey are held against its own row. */
function findStray(
  operations: ClientOperations,
  from: number,
  before: number,
  invalid: boolean,
): Finding | undefined {
  const stray = operations.strays(from, before).find(({ key }) => (key === INVALID_KEY) === invalid);
  if (stray === undefined) return undefined;
  const { kind, verb, tick, transId, key } = stray;
  return { fault: `${kind} ${verb} at ${tick}, transID=${transId}, key=${key}: nobody asked that` };
}

/** A read or update is about a key that was created, and a read expects the value created. */
function findOrigin({ asked }: ClientOperation, { group, operations }: Evidence): Finding | undefined {
  const created = operations
    .at(CREATE_TICK + latenessOf(group.size), 'create')
    .find((operation) => operation.asked.key === asked.key)?.asked;
  if (created === undefined) return { fault: `key ${asked.key} was never created` };
  if (asked.verb === 'update' || asked.value === created.value) return undefined;
  return { fault: `key ${asked.key} was created as ${created.value}, but ${asked.value} is expected` };
}
