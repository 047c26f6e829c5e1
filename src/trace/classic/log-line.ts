/** The group size above which the classic logs are cut short: joins of the introducer only, message totals only. */
export const LARGEST_DETAILED_GROUP = 1000;

/** The classic address of a node: `7.0.0.0:0`. */
export function formatAddress(node: number): string {
  return `${node}.0.0.0:0`;
}

/** One record of a classic log, without its line end: ` 7.0.0.0:0 [12] Trying to join...`. */
export function formatLogLine(node: number, tick: number, text: string): string {
  return ` ${formatAddress(node)} [${tick}] ${text}`;
}
