import type { PointsTable } from '../../check/points/points-table.ts';
import type { Story } from '../../explore/explain/story.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import type { HostState } from '../../explore/state.ts';
import type { Verdict } from '../../explore/verdict.ts';
import type { Film } from '../log/film.ts';
import type { Order } from './order.ts';

/** What a run came to. */
export interface RunOutcome {
  readonly title: string;
  readonly why: string;
  readonly source: string;
  readonly seed: number;
  readonly digest: string;
  readonly events: number;
  readonly messages: number;
  readonly endTick: number;
  readonly hosts: number;
  readonly verdict: Verdict;
  readonly remarks: readonly string[];
  /** Of a classic testcase. */
  readonly points: PointsTable | undefined;
  readonly rows: readonly VerdictRow[];
}

/** What one checker said. */
export type VerdictRow = Omit<JudgedRow, 'witness'> & {
  /** What broke it, in a sentence; '' where nothing did. */
  readonly why: string;
};

/** What some node holds of a key, and whom it takes for its replicas, from a tick on. */
export interface Holding {
  readonly tick: number;
  readonly node: number;
  /** Its version in words, '' where it holds nothing. */
  readonly version: string;
  /** null: a tombstone, or nothing. */
  readonly value: string | null;
}

/** What each host held when a tick was over: records of all keys, tombstones included. */
export interface Samples {
  readonly ticks: Int32Array<ArrayBuffer>;
  /** By tick, then by host. */
  readonly records: Int32Array<ArrayBuffer>;
  readonly hosts: number;
}

/** Which events are wanted; what is undefined does not restrict. */
export interface Wanted {
  readonly node: number | undefined;
  readonly kinds: readonly string[] | undefined;
  readonly key: string | undefined;
}

/** A run that was made. */
export interface Opened {
  /** Under which it is known from now on. */
  readonly run: number;
  readonly film: Film;
  /** How long it took to make and to judge, in milliseconds. */
  readonly tookMs: number;
}

/** What the page may ask the simulator's thread; a run is named by the number under which it was opened. */
export interface Simulator {
  /** Runs a testcase, with these entries more among its faults. @throws BadTestcase */
  open(order: Order): Opened;
  /** Forgets a run. */
  close(run: number): void;
  /** Events in words, from one to before another. */
  words(run: number, from: number, to: number): readonly string[];
  /** Why a row of the verdicts is broken; undefined where it has no witness. */
  story(run: number, row: number): Story | undefined;
  /** One byte for each event: 1 where it is wanted. */
  select(run: number, wanted: Wanted): Uint8Array<ArrayBuffer>;
  /** Who held what of a key from when on, in order. */
  holdings(run: number, key: string): readonly Holding[];
  /** What a host was, and what its node knew, at the end of a tick. */
  inspect(run: number, node: number, tick: number): HostState | undefined;
  samples(run: number): Samples;
  /** The run as a testcase file, changes and all. */
  yaml(run: number): string;
}
