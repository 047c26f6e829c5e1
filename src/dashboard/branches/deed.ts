import type { Change } from '../simulator/order.ts';

/** Something that is done to the world, and how it is called. */
export interface Deed {
  readonly name: string;
  readonly changes: readonly Change[];
}
