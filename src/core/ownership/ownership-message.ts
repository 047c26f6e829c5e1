import type { Letter } from '../message.ts';
import type { SynodMessage } from './synod.ts';

/** What nodes say to each other about who owns the ring. */
export type OwnershipMessage =
  | SynodMessage
  | Extract<Letter, { readonly kind: 'epoch' | 'ring' | 'ring-wanted' | 'wish' | 'report' | 'reported' }>;

const KINDS: Readonly<Record<OwnershipMessage['kind'], true>> = {
  ...{ epoch: true, ring: true, 'ring-wanted': true, wish: true, report: true, reported: true },
  ...{ 'prepare-epoch': true, 'epoch-promised': true, 'accept-epoch': true, 'epoch-accepted': true },
};

const NAMES: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** Of all that nodes say to each other. */
export function isOwnershipMessage(message: { readonly kind: string }): message is OwnershipMessage {
  return NAMES.has(message.kind);
}
