import type { LinkFault } from '../../../scenario/link-fault.ts';
import type { Dated } from './ground.ts';
import { share } from './ground.ts';

/** Trouble on single links, each with a number of its own. */
export class Links {
  #next: number;

  /** @param first no other fault of the scenario has this number or a higher one */
  constructor(first: number) {
    this.#next = first;
  }

  /** What is sent from `at` until `until` is lost. */
  cut(from: readonly number[], to: readonly number[], at: number, until: number): readonly Dated[] {
    return this.#install({ kind: 'loss', links: { from, to }, ratio: share(1, 1) }, at, until);
  }

  /** What is sent from `at` until `until` takes `by` ticks. */
  slow(
    from: readonly number[],
    to: readonly number[],
    { at, until, by }: { readonly at: number; readonly until: number; readonly by: number },
  ): readonly Dated[] {
    const shape = { kind: 'uniform', min: by, max: by } as const;
    return this.#install({ kind: 'latency', links: { from, to }, shape }, at, until);
  }

  /** What is sent from `at` until `until` waits until then. */
  hold(from: readonly number[], to: readonly number[], at: number, until: number): readonly Dated[] {
    return this.#install({ kind: 'hold', links: { from, to } }, at, until);
  }

  #install(of: LinkFault, at: number, until: number): readonly Dated[] {
    const fault = this.#next;
    this.#next += 1;
    return [
      { kind: 'install-fault', at, fault, of },
      { kind: 'remove-fault', at: until, fault },
    ];
  }
}
