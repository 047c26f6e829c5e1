import type { Key, NodeId, RequestId } from './ids.ts';
import type { ListedKey, Listing } from './listing/listing.ts';
import type { MembershipMessage } from './membership/membership-message.ts';
import type { Verb } from './operation.ts';
import type { Vote } from './ownership/decree.ts';
import type { Epoch } from './ownership/epoch.ts';
import type { Wish } from './ownership/wish.ts';
import type { StoredRecord } from './record.ts';
import type { Meant } from './replication/lives.ts';
import type { Version } from './version.ts';
import type { Selection } from './watch/watch-event.ts';

/**
 * How a replica judged a write. Only `applied` is an acknowledgement. `superseded`: it holds a newer version.
 * `promised`: it does not, or cannot say so, because it has promised a ballot for the key.
 */
export type Judgement = 'applied' | 'absent' | 'exists' | 'superseded' | 'promised';

/** What nodes say to each other. Deeply immutable: a message may be held by its sender and by many receivers. */
export type Message = (
  | Letter
  /** What one node says to another at once of operations that a client asked for together; handled in order. */
  | { readonly kind: 'bundle'; readonly letters: readonly Letter[] }
) & {
  /** The epoch of the ring that it is meant for: who is past it refuses, who has not got there lets it wait. */
  readonly inEpoch?: number;
};

/** A message on one matter. */
export type Letter =
  | MembershipMessage
  /** The epoch that is in effect at the sender; 0: it knows of none. */
  | { readonly kind: 'epoch'; readonly number: number }
  | { readonly kind: 'ring'; readonly epoch: Epoch }
  | { readonly kind: 'ring-wanted' }
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** Phase 1 of deciding the epoch of number `slot`: promise to accept nothing below the ballot, and tell what is accepted. */
  | { readonly kind: 'prepare-epoch'; readonly slot: number; readonly ballot: Version }
  | {
      readonly kind: 'epoch-promised';
      readonly slot: number;
      readonly ballot: Version;
      readonly accepted?: NonNullable<Vote['accepted']>;
      /** No promise: this was promised. */
      readonly higher?: Version;
    }
  | { readonly kind: 'accept-epoch'; readonly ballot: Version; readonly epoch: Epoch }
  | {
      readonly kind: 'epoch-accepted';
      readonly slot: number;
      readonly ballot: Version;
      /** Not accepted: this was promised. */
      readonly higher?: Version;
    }
  /** To an owner: have you handed over what the pending change moves? Only who has answers. */
  | { readonly kind: 'report'; readonly epoch: number }
  | { readonly kind: 'reported'; readonly epoch: number }
  /** A client's write, from its coordinator; `replicas` is the preference list as the coordinator sees it. */
  | ({
      readonly kind: 'replicate';
      readonly request: RequestId;
      readonly verb: Exclude<Verb, 'read' | 'cas'>;
      readonly record: StoredRecord;
      readonly replicas: readonly NodeId[];
      /** Of an atomic register: who holds a newer version acknowledges too, for the register is past this one. */
      readonly atomic?: true;
      // What one life refused, another one must not take from a late copy, for the client may have been told that it failed.
    } & Meant)
  | {
      readonly kind: 'replicated';
      readonly request: RequestId;
      readonly judgement: Judgement;
      /** The version applied, or the newest that the replica knows of this key, if any. */
      readonly version: Version | undefined;
    }
  /** A client's read, from its coordinator. */
  | ({ readonly kind: 'fetch'; readonly request: RequestId; readonly key: Key } & Meant)
  | {
      readonly kind: 'fetched';
      readonly request: RequestId;
      readonly record: StoredRecord | undefined;
      /** The highest ballot that the replica ever promised for the key. */
      readonly promised?: Version;
    }
  /**
   * Copies for a replica that lacks them; kept only where newer than what it holds. With the number of a read they are
   * its write-back, and `stored` answers; without one they come from stabilization, and `offered` says they are held.
   */
  | ({
      readonly kind: 'store';
      readonly request: RequestId | undefined;
      readonly records: readonly StoredRecord[];
    } & Meant)
  | {
      readonly kind: 'stored';
      readonly request: RequestId;
      /** It is not, because of this promise. */
      readonly promised?: Version;
    }
  /** Phase 1 of the register: promise to store nothing below the ballot, and tell what is stored. No request: a repair. */
  | ({
      readonly kind: 'prepare';
      readonly request: RequestId | undefined;
      readonly key: Key;
      readonly ballot: Version;
    } & Meant)
  | {
      readonly kind: 'promised';
      readonly request: RequestId | undefined;
      readonly ballot: Version;
      readonly record: StoredRecord | undefined;
      /** No promise: a higher ballot was promised or stored. */
      readonly higher?: Version;
    }
  /** Phase 2: store the record under its ballot. `verb` is `read` where it is what was found already. */
  | ({
      readonly kind: 'accept';
      readonly request: RequestId | undefined;
      readonly verb: Verb;
      readonly record: StoredRecord;
      readonly replicas: readonly NodeId[];
    } & Meant)
  | {
      readonly kind: 'accepted';
      readonly request: RequestId | undefined;
      readonly ballot: Version;
      /** Not accepted: a higher ballot was promised or stored. */
      readonly higher?: Version;
    }
  /** Keep this for a replica that is away. With the number of a sloppy write, `hinted` answers when it is durable. */
  | {
      readonly kind: 'hint';
      readonly request: RequestId | undefined;
      readonly owner: NodeId;
      readonly record: StoredRecord;
    }
  | { readonly kind: 'hinted'; readonly request: RequestId; readonly owner: NodeId }
  /** To every member: name the first keys you hold of this range. */
  | { readonly kind: 'scan'; readonly request: RequestId; readonly listing: Listing }
  /** The first keys in order, tombstones included, as many as were wanted; `done` where there are no more. */
  | {
      readonly kind: 'scanned';
      readonly request: RequestId;
      readonly keys: readonly ListedKey[];
      readonly done: boolean;
    }
  /** For a watch: name up to `limit` keys that changed behind `after`, now or as soon as there is one. */
  | {
      readonly kind: 'follow';
      readonly watch: RequestId;
      readonly selection: Selection;
      /** The life of the receiver whose changes `after` counts. */
      readonly incarnation: number;
      readonly after: number;
      readonly limit: number;
    }
  /** All that changed in this life behind `after` and up to `upTo`, each key once. */
  | {
      readonly kind: 'followed';
      readonly watch: RequestId;
      readonly incarnation: number;
      readonly after: number;
      readonly upTo: number;
      readonly changed: readonly Offered[];
    }
  /** For a watch: what do you hold of these keys, durably? */
  | {
      readonly kind: 'peek';
      readonly watch: RequestId;
      readonly poll: number;
      readonly keys: readonly Key[];
    }
  /** Of keys that are in neither list the sender has lost something, and cannot tell. */
  | {
      readonly kind: 'peeked';
      readonly watch: RequestId;
      readonly poll: number;
      readonly records: readonly StoredRecord[];
      readonly nothing: readonly Key[];
    }
  /** From a cache: what do you hold of this key, durably, and will you say when it changes? */
  | ({
      readonly kind: 'borrow';
      /** A client's request, or below 0 a question of the cache's own. */
      readonly question: RequestId;
      /** The life of the sender. */
      readonly incarnation: number;
      readonly key: Key;
      /** A client waits for it. */
      readonly isRead?: true;
      /** This version need not be sent again. */
      readonly known?: Version;
    } & Meant)
  | {
      readonly kind: 'lent';
      readonly question: RequestId;
      /** The life that asked. */
      readonly incarnation: number;
      readonly record: StoredRecord | undefined;
      /** It is the version that was named. */
      readonly same?: true;
      /** The sender will say when it changes. */
      readonly shared: boolean;
    }
  /** To who has a copy: the sender has taken this version; with the record itself where copies are kept up to date. */
  | {
      readonly kind: 'revoke';
      readonly key: Key;
      readonly version: Version;
      readonly record?: StoredRecord;
    }
  /** Nothing older than this version is told any more, and nothing older will be that was asked for before. */
  | { readonly kind: 'revoked'; readonly key: Key; readonly version: Version }
  /** To another cache: which keys are you asked for? */
  | { readonly kind: 'hot-keys-wanted' }
  /** The key used last comes first. */
  | { readonly kind: 'hot-keys'; readonly keys: readonly Key[] }
  /** Names and versions of records the receiver should hold; it answers which of them it lacks. */
  | {
      readonly kind: 'offer';
      readonly entries: readonly Offered[];
      /** Handed over to the next owners: the highest ballots promised for keys, with or without a record. */
      readonly promises?: readonly Offered[];
    }
  /** From a replica that has lost entries: which records should I hold, by keys after this one? */
  | { readonly kind: 'recall'; readonly after: Key | undefined; readonly incarnation: number }
  /** The answer, keys ascending, a page of them. Only from who has lost nothing; it knows these members. */
  | {
      readonly kind: 'recalled';
      readonly after: Key | undefined;
      readonly entries: readonly Offered[];
      /** The highest ballots promised for keys of the page, with or without a record. */
      readonly promises: readonly Offered[];
      /** The last key of the page, where there are more. */
      readonly upTo: Key | undefined;
      readonly members: readonly NodeId[];
    }
  | { readonly kind: 'offered'; readonly held: readonly Offered[]; readonly wanted: readonly Offered[] }
  /** Anti-entropy: hashes in the sender's tree over what both should hold. */
  | {
      readonly kind: 'compare';
      readonly round: number;
      /** Names the members that the sender sees. */
      readonly ring: number;
      /** No write that the sender begins from now on has a lower counter. */
      readonly counter: number;
      readonly nodes: readonly TreeHash[];
    }
  /** Of what differs: the hashes right below, or what a slice holds. What is `left` did not fit. */
  | {
      readonly kind: 'compared';
      readonly round: number;
      readonly ring: number;
      readonly counter: number;
      /** The sender misses nobody, owes nobody a record, and has lost none. */
      readonly settled: boolean;
      readonly nodes: readonly TreeHash[];
      readonly slices: readonly SliceList[];
      readonly left: readonly number[];
    };

/** One node of a hash tree, counted from the root level by level, and the 64-bit hash of all that is below it. */
export interface TreeHash {
  readonly at: number;
  readonly high: number;
  readonly low: number;
}

export interface SliceList {
  readonly slice: number;
  /** What the sender does not hold of the slice, at or below this, it has purged. */
  readonly floor?: Version;
  readonly entries: readonly Offered[];
}

export interface Offered {
  readonly key: Key;
  readonly version: Version;
}
