/**
 * What nodes tell each other of a member, as words of one Int32Array, so that a message is one block and a table of
 * thousands is read without making an object for each.
 *
 * Records of a member are ordered by (incarnation, refutation, standing), and the higher one counts: what is known only
 * grows, in whatever order it is heard. Source: Das, Gupta, Motivala, SWIM, DSN 2002, §4.2.
 */
export const RECORD_WORDS = 6;

// Where in a record each word stands.
export const INCARNATION = 1;
/** How often the member has contradicted, in this life, those who suspected it. */
export const REFUTATION = 2;
export const SEAT = 3;
export const STANDING = 4;
/** Who says so of its own probing; 0 where nobody in particular does. Of suspicions only. */
export const ACCUSER = 5;

/** What a record says of its member. The identity of the member is its first word. */
export const STANDINGS = { alive: 0, suspected: 1, down: 2 } as const;
