import { failuresOf } from '../failures.ts';
import { HUNTS } from './hunts.ts';

/** What a hunt caught: a claim that a run broke, or an assertion that it tripped. */
export interface Catch {
  readonly hunt: string;
  readonly seed: number;
  readonly fingerprint: string;
}

/** Everything that the hunts catch under one seed, in the order of the hunts. */
export function huntUnder(seed: number): readonly Catch[] {
  return HUNTS.flatMap(({ name, build }) =>
    failuresOf(build(seed)).map(({ fingerprint }) => ({ hunt: name, seed, fingerprint })),
  );
}
