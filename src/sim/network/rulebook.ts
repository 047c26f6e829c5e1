import { assert, unreachable } from '../../lib/assert.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Chance } from '../chance.ts';
import { Bandwidth } from './bandwidth.ts';
import { Corruption } from './corruption.ts';
import { Duplication } from './duplication.ts';
import { Hold } from './hold.ts';
import { OtherLatency } from './latency.ts';
import type { LinkRule } from './link-rule.ts';
import { PERMANENT, STAGES } from './link-rule.ts';
import { Loss } from './loss.ts';
import { Partition } from './partition.ts';
import { Reordering } from './reordering.ts';
import { SinglePacket } from './single-packet.ts';

/** The rules in force, in the order of asking: by stage, and within a stage in the order of their installation. */
export class Rulebook {
  #rules: readonly LinkRule[] = [];

  get rules(): readonly LinkRule[] {
    return this.#rules;
  }

  add(rule: LinkRule): void {
    assert(
      rule.fault === PERMANENT || this.#rules.every((other) => other.fault !== rule.fault),
      `fault ${rule.fault} is installed already`,
    );
    const place = STAGES.indexOf(rule.stage);
    const earlier = this.#rules.filter((other) => STAGES.indexOf(other.stage) <= place);
    const later = this.#rules.filter((other) => STAGES.indexOf(other.stage) > place);
    this.#rules = [...earlier, rule, ...later];
  }

  remove(fault: number): void {
    this.#rules = this.#rules.filter((rule) => rule.fault !== fault);
  }

  /** Leaves the permanent rules only. */
  clear(): void {
    this.#rules = this.#rules.filter((rule) => rule.fault === PERMANENT);
  }
}

/** The rule that plays a fault among hosts 1 … `hosts`. */
export function ruleFor(chance: Chance, fault: number, of: LinkFault, hosts: number): LinkRule {
  assert(Number.isSafeInteger(fault) && fault >= 0, `not the number of a fault: ${fault}`);
  switch (of.kind) {
    case 'loss':
      return new Loss(chance, fault, of, hosts);
    case 'duplicate':
      return new Duplication(chance, fault, of, hosts);
    case 'corrupt':
      return new Corruption(chance, fault, of, hosts);
    case 'reorder':
      return new Reordering(chance, fault, of, hosts);
    case 'latency':
      return new OtherLatency(chance, fault, of, hosts);
    case 'partition':
      return new Partition(fault, of, hosts);
    case 'hold':
      return new Hold(fault, of, hosts);
    case 'bandwidth':
      return new Bandwidth(fault, of, hosts);
    case 'packet':
      return new SinglePacket(fault, of, hosts);
    default:
      return unreachable(of);
  }
}
