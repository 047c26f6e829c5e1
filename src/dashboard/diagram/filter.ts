import type { Ref, ShallowRef } from 'vue';
import { ref, shallowRef } from 'vue';
import type { Family } from './families.ts';

/** Which messages are drawn; one for all diagrams of the page. */
export interface Filter {
  readonly hidden: ShallowRef<ReadonlySet<Family>>;
  readonly onlyNode: Ref<boolean>;
  readonly onlyKey: Ref<boolean>;
  /** The packet that was picked last, and in which run. */
  readonly packet: ShallowRef<{ readonly run: number; readonly at: number } | undefined>;
}

const filter: Filter = {
  hidden: shallowRef(new Set<Family>()),
  onlyNode: ref(false),
  onlyKey: ref(false),
  packet: shallowRef(),
};

export function useFilter(): Filter {
  return filter;
}
