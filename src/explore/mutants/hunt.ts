import { failuresOf } from '../failures.ts';
import type { Hunt } from './hunts/ground.ts';

/** What a hunt caught: a claim that a run broke, or an assertion that it tripped. */
export interface Catch {
  readonly hunt: string;
  readonly seed: number;
  readonly fingerprint: string;
}

/** What a hunt catches under one seed. */
export function huntUnder({ name, build }: Hunt, seed: number): readonly Catch[] {
  return failuresOf(build(seed)).map(({ fingerprint }) => ({ hunt: name, seed, fingerprint }));
}
