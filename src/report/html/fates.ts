/** How messages end, in the order of the numbers that the diagram's data has for them. */
export const FATES = ['received', 'loss', 'deaf', 'partition', 'corrupt', 'queue-full', 'under way'] as const;

export type FateName = (typeof FATES)[number];
