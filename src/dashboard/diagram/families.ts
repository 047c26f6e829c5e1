import { codeOf, NOTHING } from '../log/codes.ts';

/** What messages are about; each family has a colour, `--family-NAME`. */
export const FAMILIES = ['members', 'operations', 'repair', 'ownership', 'lost'] as const;

export type Family = (typeof FAMILIES)[number];

const OF: Readonly<Record<Exclude<Family, 'members' | 'lost'>, readonly string[]>> = {
  operations: [
    ...['replicate', 'replicated', 'fetch', 'fetched', 'store', 'stored', 'bundle'],
    ...[
      'prepare',
      'promised',
      'accept',
      'accepted',
      'scan',
      'scanned',
      'follow',
      'followed',
      'peek',
      'peeked',
    ],
  ],
  repair: ['offer', 'offered', 'compare', 'compared', 'hint', 'hinted', 'recall', 'recalled'],
  ownership: [
    ...['epoch', 'ring', 'ring-wanted', 'wish', 'prepare-epoch', 'epoch-promised'],
    ...['accept-epoch', 'epoch-accepted', 'report', 'reported'],
  ],
};

/** By code of a message: the number of its family. */
const FAMILY_OF = new Uint8Array(NOTHING + 1);
for (const [family, kinds] of Object.entries(OF))
  for (const kind of kinds) FAMILY_OF[codeOf(kind)] = FAMILIES.indexOf(family as Family);

/** The number of the family of a message, by its code. */
export function familyOf(message: number): number {
  return FAMILY_OF[message] as number;
}
