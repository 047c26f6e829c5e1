import { actsOf } from '../expand/acts.ts';
import type { Stage } from '../expand/draft.ts';
import { numberOf } from '../expand/draft.ts';
import { expandFault } from '../expand/fault.ts';
import type { Schedule } from '../expand/schedule.ts';
import type { Complain } from './checked.ts';
import type { ScenarioFile } from './scenario-fields.ts';

/** No two faults of links that are in force at once have one name: its end would be the end of both. */
export function checkFaultNames(
  file: ScenarioFile,
  stage: Stage,
  schedule: Schedule,
  complain: Complain,
): void {
  const entryOf = new Map<number, number>();
  file.faults.forEach((fault, index) => {
    const first = numberOf(fault, index);
    const { length } = expandFault(fault, first, stage);
    for (let number = first; number < first + length; number += 1) entryOf.set(number, index);
  });
  const inForce = new Set<number>();
  for (const act of actsOf(file, stage, schedule)) {
    if (act.kind === 'heal') inForce.clear();
    else if (act.kind === 'remove-fault') inForce.delete(act.fault);
    else if (act.kind === 'install-fault' || act.kind === 'isolate') {
      const entry = entryOf.get(act.number);
      if (inForce.has(act.fault) && entry !== undefined) {
        const path = ['faults', entry, 'fault'];
        return complain(path, `fault ${act.fault} is in force already at ${act.at}`, 'a name of its own');
      }
      inForce.add(act.fault);
    }
  }
}
