import type { Kill } from './kill.ts';
import type { OpenLoop } from './overload.ts';
import type { Rate } from './rates.ts';
import type { SingleTime } from './single-times.ts';
import type { Soak } from './soak.ts';

/** All that a run has measured. */
export interface Results {
  readonly rates: readonly Rate[];
  readonly times: readonly SingleTime[];
  readonly kills: readonly Kill[];
  readonly loops: readonly OpenLoop[];
  readonly soaks: readonly Soak[];
}

/** What was promised of a figure, and what it is. */
export interface Bar {
  readonly what: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  /** The same ratio by CPU time for one answer, which what else a machine does moves less than rates. */
  readonly byCpu?: number;
}

export function isMet({
  value,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
}: Bar): boolean {
  return value >= least && value <= most;
}

/** What is compared: the same verb at the same number of connections. */
interface Case {
  readonly verb: 'put' | 'get';
  readonly connections: number;
}

/** Those of which enough was measured. */
export function barsOf(results: Results): readonly Bar[] {
  const cases = [50, 200].flatMap((connections) =>
    (['put', 'get'] as const).map((verb): Case => ({ verb, connections })),
  );
  return [
    ...cases.flatMap((one) => ratioBars(results.rates, one)),
    ...(['put', 'get'] as const).flatMap((verb) => crowdBars(results.rates, verb)),
    ...results.kills.filter(({ name }) => name.startsWith('orrery')).flatMap(killBars),
    ...results.loops.filter(({ share }) => share > 1).map(overloadBar),
    ...results.soaks.map(({ name, seconds, growth }) => ({
      ...{ what: `${name}: memory after ${seconds} s, growth`, value: growth, most: 0.1 },
    })),
  ];
}

function ratioBars(rates: readonly Rate[], { verb, connections }: Case): readonly Bar[] {
  const find = (name: string, level: string) =>
    rates.find(
      (row) =>
        row.name === name && row.level === level && row.verb === verb && row.connections === connections,
    );
  const [memory, durable] = [find('orrery, memory', 'quorum'), find('orrery, lmdb', 'quorum')];
  const atomic = find('orrery, memory', 'linearizable');
  const [etcd, etcdDisk] = [find('etcd, memory', 'linearizable'), find('etcd, disk', 'linearizable')];
  const express = find('express + unary gRPC', 'quorum');
  const of = `${verb.toUpperCase()} at ${connections}`;
  const isPut = verb === 'put';
  return [
    ...ofBare(`quorum ${of}, memory, of bare`, memory, 0.6),
    ...(isPut ? ofBare(`quorum ${of}, durable, of bare`, durable, 0.35) : []),
    ...against(`quorum ${of}, memory, of etcd`, memory, etcd, isPut ? 3 : 4),
    ...against(`quorum ${of}, durable, of etcd`, durable, etcdDisk, isPut ? 2.5 : 4),
    ...(isPut ? against(`linearizable ${of}, memory, of etcd`, atomic, etcd, 1.5) : []),
    ...against(`quorum ${of}, memory, of Express`, memory, express, 15),
    ...noWorse(`p99 of quorum ${of}, memory, of etcd`, memory, etcd),
    ...noWorse(`p99 of quorum ${of}, durable, of etcd`, durable, etcdDisk),
  ];
}

function ofBare(what: string, row: Rate | undefined, least: number): readonly Bar[] {
  return row === undefined ? [] : [{ what, value: row.rateOfBare, byCpu: 1 / row.cpuOfBare, least }];
}

/** Both were measured beside the bare server, each in its own rounds. */
function against(
  what: string,
  ours: Rate | undefined,
  theirs: Rate | undefined,
  least: number,
): readonly Bar[] {
  if (ours === undefined || theirs === undefined) return [];
  const [value, byCpu] = [ours.rateOfBare / theirs.rateOfBare, theirs.cpuOfBare / ours.cpuOfBare];
  return [{ what, value, byCpu, least }];
}

function noWorse(what: string, ours: Rate | undefined, theirs: Rate | undefined): readonly Bar[] {
  if (ours === undefined || theirs === undefined) return [];
  return [{ what, value: ours.p99OfBare / theirs.p99OfBare, most: 1 }];
}

function crowdBars(rates: readonly Rate[], verb: 'put' | 'get'): readonly Bar[] {
  const rows = rates.filter(
    (row) =>
      row.name.startsWith('orrery') &&
      row.level === 'quorum' &&
      row.verb === verb &&
      row.connections === 1_000,
  );
  return rows.flatMap(({ name, mean, failures }) => [
    { what: `${name}: mean ${verb} of 1 000 at once, ms`, value: mean, most: verb === 'put' ? 100 : 50 },
    { what: `${name}: failed ${verb}s of 1 000 at once`, value: failures, most: 0 },
  ]);
}

function killBars({ name, verb, failures, stall, availability }: Kill): readonly Bar[] {
  return [
    { what: `${name} killed: failed ${verb}s at the others`, value: failures, most: 0 },
    { what: `${name} killed: longest ${verb}, ms`, value: stall, most: 250 },
    { what: `${name} killed: ${verb}s answered`, value: availability, least: 0.999 },
  ];
}

function overloadBar({ name, verb, failures }: OpenLoop): Bar {
  return {
    what: `${name}: ${verb}s at twice its rate that failed otherwise than by 503`,
    value: failures,
    most: 0,
  };
}
