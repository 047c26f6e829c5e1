import { Worker } from 'node:worker_threads';
import type { Finding, Order } from '../../explore/mutants/work.ts';

/** A mistake may make a node go round in circles. */
const PATIENCE_MS = 120_000;

/**
 * Runs a script in a worker of its own until it is done, or `enough` says so, or it is silent for too long.
 * @returns what it told; the last is `lost` where it did not come to an end
 */
export function putToWork(
  script: string,
  order: Order,
  enough: (finding: Finding) => boolean,
): Promise<readonly Finding[]> {
  return new Promise((resolve) => {
    const findings: Finding[] = [];
    const worker = new Worker(script, { eval: true, workerData: order });
    let alarm = setTimeout(giveUp, PATIENCE_MS);
    function finish(last?: Finding): void {
      clearTimeout(alarm);
      if (last !== undefined) findings.push(last);
      worker.removeAllListeners();
      void worker.terminate().then(() => resolve(findings));
    }
    function giveUp(): void {
      finish({ kind: 'lost', reason: 'it hangs' });
    }
    worker.on('message', (finding: Finding) => {
      clearTimeout(alarm);
      alarm = setTimeout(giveUp, PATIENCE_MS);
      findings.push(finding);
      if (enough(finding)) finish();
    });
    worker.on('error', (error) => finish({ kind: 'lost', reason: error.message }));
    worker.on('exit', () => finish());
  });
}
