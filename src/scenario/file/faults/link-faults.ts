import * as v from 'valibot';
import { checked, onlyOne } from '../checked.ts';
import { choice, group, said } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { bandwidth, latency } from '../network-fields.ts';
import { share, span, tick, whole } from '../numbers.ts';
import { yes } from '../words.ts';
import { actNumber, linking, momentary } from './form.ts';

/** What befalls packets on their way. `from` and `to` choose links; a side that is not given means every host. */
export function linkFaults({ host, fixed }: HostSchemas) {
  const links = {
    from: v.exactOptional(said(fixed, 'senders; every host where it is not given')),
    to: v.exactOptional(said(fixed, 'receivers; every host where it is not given')),
  };
  const perTick = v.pipe(
    whole(1, 1_000_000),
    v.transform((packetsPerTick) => ({ packetsPerTick, queue: 1000 })),
  );
  const width = choice('packets a tick, or { packetsPerTick, queue }', [perTick, bandwidth], (input) =>
    typeof input === 'object' && input !== null ? bandwidth : perTick,
  );
  return {
    loss: linking('loss', 'packets are lost', { loss: said(share, 'share of packets'), ...links }),
    duplicate: linking('duplicate', 'packets arrive twice', {
      duplicate: said(share, 'share of packets'),
      ...links,
    }),
    corrupt: linking('corrupt', 'packets arrive damaged: counted, and thrown away', {
      corrupt: said(share, 'share of packets'),
      ...links,
    }),
    reorder: linking('reorder', 'packets are overtaken by later ones', {
      reorder: said(share, 'share of packets'),
      by: v.exactOptional(said(span, 'at most so many ticks more'), 10),
      ...links,
    }),
    latency: linking('latency', 'packets take longer, or shorter', {
      latency: said(latency, 'how long'),
      ...links,
    }),
    clog: linking('clog', 'packets wait at the link, and go on in order when it ends', {
      clog: said(group(links), 'which links: { from, to }'),
    }),
    bandwidth: linking('bandwidth', 'a link carries so much and no more', {
      bandwidth: said(width, 'packets a tick; more wait in a queue, and beyond its length they are lost'),
      ...links,
    }),
    packet: linking('packet', 'a single packet is lost, late or arrives twice', {
      packet: said(packetField(host), 'which packet, and what befalls it'),
    }),
    oneWay: linking('oneWay', 'links are cut in one direction', {
      oneWay: said(group({ from: said(fixed, 'senders'), to: said(fixed, 'receivers') }), 'which links'),
    }),
    remove: momentary('remove', 'ends a fault of links', {
      remove: said(actNumber, 'the name of the fault'),
    }),
    'set-loss': momentary(
      'set-loss',
      'from now on every link loses this share of packets (classic testcases)',
      {
        'set-loss': said(share, 'share of packets; 0 ends it'),
      },
    ),
  };
}

/** A packet has no name but its place: link, tick, and how many went before it on that link in that tick. */
function packetField(host: HostSchemas['host']) {
  return checked(
    group({
      from: said(host, 'the sender'),
      to: said(host, 'the receiver'),
      sent: said(tick, 'the tick in which it is sent, later than that of the fault'),
      nth: v.exactOptional(said(whole(1, 1_000_000), 'which one, of those of this link and tick'), 1),
      lost: v.exactOptional(said(yes, 'it is lost')),
      twice: v.exactOptional(said(yes, 'it arrives twice')),
      late: v.exactOptional(said(span, 'it takes so many ticks more')),
    }),
    onlyOne(['lost', 'twice', 'late']),
  );
}
