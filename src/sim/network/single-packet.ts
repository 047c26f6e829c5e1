import { assert } from '../../lib/assert.ts';
import type { LinkFault, PacketFate } from '../../scenario/link-fault.ts';
import { hostNumber } from '../identity.ts';
import type { LinkRule, Stage, Verdict } from './link-rule.ts';
import type { Packet } from './packet.ts';

const STAGE_OF: Readonly<Record<PacketFate['kind'], Stage>> = {
  lost: 'loss',
  twice: 'duplicate',
  late: 'reorder',
};

/** One packet, by its place among those of its link and tick, is lost, doubled or late. A copy of it is another packet. */
export class SinglePacket implements LinkRule {
  readonly stage: Stage;
  readonly fault: number;
  readonly #of: LinkFault & { readonly kind: 'packet' };
  readonly #hosts: number;

  constructor(fault: number, of: LinkFault & { readonly kind: 'packet' }, hosts: number) {
    assert(Number.isInteger(of.nth) && of.nth >= 1, `packets of a link are counted from 1: ${of.nth}`);
    this.stage = STAGE_OF[of.fate.kind];
    this.fault = fault;
    this.#of = of;
    this.#hosts = hosts;
  }

  judge(packet: Packet): Verdict {
    const { from, to, sentAt, nth, fate } = this.#of;
    if (packet.sentAt !== sentAt || packet.tag !== nth - 1) return 'pass';
    if (hostNumber(packet.from, this.#hosts) !== from || hostNumber(packet.to, this.#hosts) !== to)
      return 'pass';
    if (fate.kind === 'late') packet.late += fate.by;
    return fate.kind === 'lost' ? 'loss' : fate.kind === 'twice' ? 'duplicate' : 'pass';
  }
}
