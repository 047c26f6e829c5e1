import * as v from 'valibot';
import type { Steering } from '../../act.ts';
import { checked, onlyOne } from '../checked.ts';
import { atom, choice, group, said } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { pause, rate, share, span, whole } from '../numbers.ts';
import { word, yes } from '../words.ts';
import { ending, momentary } from './form.ts';

const STEERING: readonly Steering[] = ['cancel', 'halt', 'go-on'];

const LARGEST_OFFSET = 1_000_000_000;

/** What befalls machines: they crash, pause, lose time and lose what they wrote. */
export function hostFaults({ host, any }: HostSchemas) {
  const disk = v.exactOptional(
    said(fate(host), 'what the host finds on its disk when it starts again'),
    'kept',
  );
  return {
    crash: ending(
      'crash',
      'hosts are off, deaf and mute, and what is not durable is gone; until: they start again',
      {
        crash: said(any, 'which hosts'),
        disk,
      },
    ),
    restart: momentary('restart', 'hosts start again; one that is up crashes first', {
      restart: said(any, 'which hosts'),
      disk,
    }),
    pause: ending('pause', 'the process stands still: packets and timers wait for it', {
      pause: said(any, 'which hosts'),
    }),
    resume: momentary('resume', 'a paused process goes on', { resume: said(any, 'which hosts') }),
    slow: ending('slow', 'whatever comes to the host waits so long', {
      slow: said(any, 'which hosts'),
      by: said(pause, 'how long; 0 ends it'),
    }),
    clock: ending('clock', 'what is wrong with the clock of a host', {
      clock: said(clockField(any), 'which host, and what is wrong'),
    }),
    disk: ending('disk', 'what is wrong with the disk of a host', {
      disk: said(diskField(any), 'which host, and what is wrong'),
    }),
    join: momentary('join', 'a host starts only now', {
      join: said(host, 'which host; not an only introducer'),
    }),
    leave: momentary(
      'leave',
      'hosts are asked to leave the ring, handing over first; settings: { agreedRing: true }',
      {
        leave: said(any, 'which hosts'),
      },
    ),
    dismiss: momentary('dismiss', 'the others are told that hosts left the ring for good', {
      dismiss: said(any, 'which hosts'),
      lost: v.exactOptional(said(yes, 'nobody waits for what only they held; true')),
    }),
    change: momentary('change', 'what becomes of a change of the ring that is pending', {
      change: said(word(STEERING), 'it is undone, stands still, or goes on'),
    }),
  };
}

function fate(host: HostSchemas['host']) {
  const kept = atom<'kept' | 'lost'>((input) => (input === 'kept' || input === 'lost' ? input : undefined), {
    allowed: 'kept, lost or { swapped: host }',
    json: { enum: ['kept', 'lost'] },
  });
  const swapped = group({ swapped: said(host, 'the host whose disk it gets') });
  return choice('kept, lost or { swapped: host }', [kept, swapped], (input) =>
    typeof input === 'object' && input !== null ? swapped : kept,
  );
}

function clockField(any: HostSchemas['any']) {
  const ticks = whole(-LARGEST_OFFSET, LARGEST_OFFSET, ' of ticks');
  return checked(
    group({
      host: said(any, 'which hosts'),
      offset: v.exactOptional(said(ticks, 'so far ahead; negative: behind')),
      drift: v.exactOptional(said(rate, 'runs so fast: 11/10 gains a tick in ten')),
      step: v.exactOptional(said(ticks, 'jumps once')),
      freeze: v.exactOptional(said(yes, 'stands still')),
      sound: v.exactOptional(said(yes, 'right again')),
    }),
    onlyOne(['offset', 'drift', 'step', 'freeze', 'sound']),
  );
}

function diskField(any: HostSchemas['any']) {
  return checked(
    group({
      host: said(any, 'which hosts'),
      slow: v.exactOptional(said(span, 'entries become durable only so much later')),
      stall: v.exactOptional(said(yes, 'nothing becomes durable')),
      full: v.exactOptional(said(yes, 'no entry is taken any more')),
      torn: v.exactOptional(said(yes, 'a crash leaves an entry half written')),
      rot: v.exactOptional(said(share, 'share of the durable entries that cannot be read at the next start')),
      sound: v.exactOptional(said(yes, 'right again')),
    }),
    onlyOne(['slow', 'stall', 'full', 'torn', 'rot', 'sound']),
  );
}
