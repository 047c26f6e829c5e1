import type { Caller } from './caller.ts';

const PAUSE_MS = 3_000;

/**
 * Looks for nodes at addresses where there may be some, again and again until it is stopped.
 * @param found host:port of a server that says it lives; whose it is its first word will tell
 */
export function scan(
  addresses: readonly string[],
  caller: Caller,
  found: (address: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    await Promise.all(
      addresses.map(async (address) => {
        const health = await caller.get(address, '/health');
        if (!isOver && health?.includes('"node_id"') === true) found(address);
      }),
    );
    if (!isOver) timer = setTimeout(() => void look(), PAUSE_MS);
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
