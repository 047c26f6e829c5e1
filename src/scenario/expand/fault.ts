import type { Fault } from '../file/faults/fault.ts';
import type { Draft, Stage } from './draft.ts';
import { expandHostFault } from './host-faults.ts';
import { expandHold, expandLinkFault, expandSwizzle } from './link-faults.ts';
import { expandOperation } from './operation.ts';
import { expandPartition } from './partition.ts';

/** The acts of one entry of a file, the n-th of which will have the number `number` + n. A late start is no act. */
export function expandFault(fault: Fault, number: number, stage: Stage): readonly Draft[] {
  switch (fault.what) {
    case 'join':
      return [];
    case 'partition':
      return expandPartition(fault, number, stage);
    case 'hold':
      return expandHold(fault, number, stage);
    case 'swizzle':
      return expandSwizzle(fault, number, stage);
    case 'remove':
      return [{ kind: 'remove-fault', at: fault.at, fault: fault.remove }];
    case 'set-loss':
      return [{ kind: 'set-loss', at: fault.at, loss: fault['set-loss'] }];
    case 'heal':
      return [{ kind: 'heal', at: fault.at }];
    case 'operation':
      return [expandOperation(fault)];
    case 'loss':
    case 'duplicate':
    case 'corrupt':
    case 'reorder':
    case 'latency':
    case 'clog':
    case 'bandwidth':
    case 'packet':
    case 'oneWay':
      return expandLinkFault(fault, number, stage);
    default:
      return expandHostFault(fault, number, stage);
  }
}
