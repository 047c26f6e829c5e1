import type { Verb } from '../../../src/core/operation.ts';

/** One line of a log made by hand, without header and blanks. */
export type MadeLog = readonly string[];

function line(node: number, tick: number, text: string): string {
  return `${node}.0.0.0:0 [${tick}] ${text}`;
}

export function removal(observer: number, subject: number, tick: number): string {
  return line(observer, tick, `Node ${subject}.0.0.0:0 removed at time ${tick}`);
}

export function joining(observer: number, subject: number, tick: number): string {
  return line(observer, tick, `Node ${subject}.0.0.0:0 joined at time ${tick}`);
}

export function failure(node: number, tick: number): string {
  return line(node, tick, `Node failed at time=${tick}`);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function group(nodes: number): MadeLog {
  return numbers(nodes).flatMap((node) => [line(node, 0, 'APP'), line(node, 0, 'APP MP2')]);
}

function joins(nodes: number, observers: readonly number[]): MadeLog {
  return observers.flatMap((a) => numbers(nodes).flatMap((b) => (a === b ? [] : [joining(a, b, 3)])));
}

/**
 * A group in which everybody sees everybody join, `failed` fail at 100, and all survivors remove them at 121.
 * @param observers whose sight of the joins is logged
 */
export function membershipLog(
  nodes: number,
  failed: readonly number[],
  observers: readonly number[] = numbers(nodes),
): MadeLog {
  const survivors = numbers(nodes).filter((node) => !failed.includes(node));
  return [
    ...group(nodes),
    ...joins(nodes, observers),
    ...failed.map((node) => failure(node, 100)),
    ...survivors.flatMap((survivor) => failed.map((node) => removal(survivor, node, 121))),
  ];
}

interface MadeOperation {
  readonly verb: Verb;
  readonly tick: number;
  readonly key: string;
  readonly value: string | null;
  readonly coordinator: number;
  readonly servers: readonly number[];
  readonly replicas: 'success' | 'fail';
  readonly result: 'success' | 'fail';
}

/** The lines of one operation: asked, answered by each server, decided. */
function operationLines(operation: MadeOperation, transId: number): MadeLog {
  const { verb, tick, key, value, coordinator, servers, replicas, result } = operation;
  const shown = value === null ? '' : ` VALUE: ${value}`;
  const answer = (said: string, later: number): string => {
    const silent = value === null || verb === 'delete' || (verb === 'read' && said === 'fail');
    const at = `at time ${tick + later}, transID=${transId}, key=${key}`;
    return `${verb} ${said} ${at}${silent ? '' : `, value=${value}`}`;
  };
  return [
    line(coordinator, tick, `${verb.toUpperCase()} OPERATION KEY: ${key}${shown} at time: ${tick}`),
    ...servers.map((node) => line(node, tick + 1, `server: ${answer(replicas, 1)}`)),
    line(coordinator, tick + 2, `coordinator: ${answer(result, 2)}`),
  ];
}

const made = { coordinator: 1, replicas: 'success', result: 'success' } as const;

function pair(nth: number): { readonly key: string; readonly value: string } {
  return { key: `key${String(nth).padStart(2, '0')}`, value: `value${nth}` };
}

function creates(servers: readonly number[]): readonly MadeOperation[] {
  return numbers(100).map((nth) => ({ ...made, ...pair(nth - 1), verb: 'create', tick: 100, servers }));
}

function storeLog(nodes: number, steps: readonly (MadeOperation | string)[]): MadeLog {
  let asked = 0;
  const lines = steps.flatMap((step) => {
    if (typeof step === 'string') return [step];
    asked += 1;
    return operationLines(step, asked - 1);
  });
  return [...group(nodes), ...lines];
}

export function createLog(nodes: number): MadeLog {
  return storeLog(nodes, creates(numbers(Math.min(3, nodes))));
}

export function deleteLog(nodes: number): MadeLog {
  const servers = numbers(Math.min(3, nodes));
  const one = { ...made, verb: 'delete', tick: 150, servers } as const;
  return storeLog(nodes, [
    ...creates(servers),
    ...numbers(50).map((nth) => ({ ...one, ...pair(nth) })),
    { ...one, key: 'invalidKey', value: null, replicas: 'fail', result: 'fail' },
  ]);
}

/** READ or UPDATE in a group of ten: replicas 2, 3, 4, then 2, 3, 5, then 2, 6, 7; node 8 is the bystander. */
export function hurtLog(verb: 'read' | 'update'): MadeLog {
  const { key, value } = pair(verb === 'read' ? 0 : 1);
  const one = { ...made, verb, key, value: verb === 'read' ? value : 'newValue' };
  const invalid = { verb, key: 'invalidKey', value: verb === 'read' ? null : 'invalidValue', coordinator: 1 };
  return storeLog(10, [
    ...creates([2, 3, 4]),
    { ...one, tick: 150, servers: [2, 3, 4] },
    failure(4, 175),
    { ...one, tick: 175, servers: [2, 3] },
    failure(5, 225),
    failure(3, 225),
    { ...one, tick: 225, servers: [2], result: 'fail' },
    { ...one, tick: 275, servers: [2, 6, 7] },
    failure(8, 285),
    { ...one, tick: 285, servers: [2, 6, 7] },
    { ...invalid, tick: 285, servers: [9, 10, 1], replicas: 'fail', result: 'fail' },
  ]);
}
