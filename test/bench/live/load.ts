import type { DialectName, Fate, Verb } from './dialect.ts';

/** What the process that makes the load is told. */
export interface Load {
  readonly dialect: DialectName;
  readonly ports: readonly number[];
  readonly verb: Verb;
  readonly connections: number;
  /** It ends after so many questions; none: after its time. */
  readonly questions?: number;
  /** Open loop: so many questions a second, whoever has answered. None: closed loop, each connection asks when it was answered. */
  readonly rate?: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
  /** This process is killed when a third of the time is over. */
  readonly kills?: number;
}

/** What it says. Rates are a second, times milliseconds. */
export interface Measured {
  /** Of good answers. */
  readonly rate: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  /** Of those that were still waited for at the end as well. */
  readonly most: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** The slowest refusal but for one in a hundred. */
  readonly refusedP99: number;
  /** Asked, and not answered when the time was over though it was due before. */
  readonly unanswered: number;
  /** While it warmed up as well. */
  readonly answered: number;
  /** What the load itself computed, for `answered` questions. */
  readonly loadCpuMs: number;
  /** From the kill to the first good answer to what was asked after it. */
  readonly toFirstSuccessMs: number | undefined;
}

/** Keys that a load asks for. */
export const KEYS = 5_000;
