import type { Act, HostSelector } from '../scenario/act.ts';

export interface Repetition {
  readonly rounds: number;
  /** Of one round, in ticks of the scenario. */
  readonly period: number;
  /** Real milliseconds for one tick of the scenario. */
  readonly stretch: number;
  /** From here on nobody is hurt any more. Unit: milliseconds. */
  readonly end: number;
}

/**
 * The acts of a scenario, one round after the other, each with numbers and faults of its own; what a round leaves broken
 * is mended at its end. Clients' requests of the scenario itself are made once, since their values must be unique.
 */
export function repeatActs(
  acts: readonly Act[],
  { rounds, period, stretch, end }: Repetition,
): readonly Act[] {
  const round = acts.filter(({ kind }) => kind !== 'heal');
  const mended = [...round, ...mendingsOf(round, period - 1)];
  const numbers = 1 + mended.reduce((most, { number }) => Math.max(most, number), 0);
  const faults = 1 + round.reduce((most, act) => ('fault' in act ? Math.max(most, act.fault) : most), 0);
  return Array.from({ length: rounds }, (_, nth) =>
    mended
      .filter((act) => nth === 0 || act.kind !== 'request')
      .map((act) =>
        moved(act, {
          at: Math.round((nth * period + act.at) * stretch),
          numbers: nth * numbers,
          faults: nth * faults,
        }),
      ),
  )
    .flat()
    .filter(({ at }) => at < end);
}

function moved(
  act: Act,
  by: { readonly at: number; readonly numbers: number; readonly faults: number },
): Act {
  const number = act.number + by.numbers;
  const hosts = 'hosts' in act ? { hosts: movedChoice(act.hosts, by.numbers) } : {};
  const fault = 'fault' in act ? { fault: act.fault + by.faults } : {};
  return { ...act, at: by.at, number, ...hosts, ...fault } as Act;
}

function movedChoice(hosts: HostSelector, numbers: number): HostSelector {
  return hosts.kind === 'chosen-by' ? { kind: 'chosen-by', act: hosts.act + numbers } : hosts;
}

/** What ends all that a round of acts leaves under way. */
function mendingsOf(acts: readonly Act[], at: number): readonly Act[] {
  const faults = new Set<number>();
  const down = new Map<string, HostSelector>();
  const asleep = new Map<string, HostSelector>();
  for (const act of acts) {
    if (act.kind === 'install-fault' || act.kind === 'isolate') faults.add(act.fault);
    if (act.kind === 'remove-fault') faults.delete(act.fault);
    if (!('hosts' in act)) continue;
    // An act that ends another names the hosts in the same words, or by the number of that act.
    const hosts: HostSelector =
      act.hosts.kind === 'numbers' ? act.hosts : { kind: 'chosen-by', act: act.number };
    const name = JSON.stringify(hosts);
    const ends = act.hosts.kind === 'chosen-by' ? JSON.stringify(act.hosts) : name;
    if (act.kind === 'crash') down.set(name, hosts);
    if (act.kind === 'restart') down.delete(ends);
    if (act.kind === 'pause') asleep.set(name, hosts);
    if (act.kind === 'resume') asleep.delete(ends);
  }
  let number = acts.reduce((most, act) => Math.max(most, act.number), 0);
  const next = () => {
    number += 1;
    return { at, number };
  };
  return [
    ...[...faults].map((fault): Act => ({ kind: 'remove-fault', fault, ...next() })),
    ...[...down.values()].map(
      (hosts): Act => ({ kind: 'restart', hosts, disk: { kind: 'kept' }, ...next() }),
    ),
    ...[...asleep.values()].map((hosts): Act => ({ kind: 'resume', hosts, ...next() })),
  ];
}
