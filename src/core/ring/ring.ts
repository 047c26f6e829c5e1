import { assert } from '../../lib/assert.ts';
import type { Key, NodeId } from '../ids.ts';
import { zoneOf } from '../membership/seat.ts';
import type { Members } from './members.ts';
import { keyPosition } from './position.ts';
import type { Tokens } from './tokens.ts';
import { firstAtOrAfter, mergeTokens, placeTokens } from './tokens.ts';

/**
 * A consistent-hash ring: nodes at tokens on [0, 2^64), keys owned by the next tokens clockwise.
 *
 * A pure function of its members: tokens are sorted by (position, identity), so every node with the same member
 * list builds the same ring, whatever order it learnt the members in. All keys of one arc, the positions after one token
 * up to the next, have the same preference list; lists are made when first asked for, and kept.
 * Source: Karger et al., "Consistent hashing and random trees", STOC 1997; DeCandia et al., Dynamo, SOSP 2007, §4.2, §6.2.
 */
export class Ring {
  readonly #members: Members;
  readonly #perNode: number;
  readonly #tokens: Tokens;
  /** By identity; undefined where everybody is in the same zone, or in none. */
  readonly #zones: ReadonlyMap<number, number> | undefined;
  readonly #zoneCount: number;
  readonly #lists: (readonly NodeId[])[] = [];
  /** How many replicas the kept lists name. */
  #wanted = 0;

  /** @param before a ring of the same `tokensPerNode`: what its members keep is not placed again */
  constructor(members: Members, tokensPerNode: number, before?: Ring) {
    this.#members = members;
    this.#perNode = tokensPerNode;
    this.#tokens =
      before === undefined ? placeTokens(members, tokensPerNode) : before.#tokensWith(members, tokensPerNode);
    const zones = new Map(Array.from(members.ids, (id, row) => [id, zoneOf(members.seats[row] as number)]));
    this.#zoneCount = new Set(zones.values()).size;
    this.#zones = this.#zoneCount > 1 ? zones : undefined;
  }

  /** How many nodes own something. */
  get size(): number {
    return this.#members.ids.length;
  }

  /** How many arcs the ring has: one for each token. */
  get arcs(): number {
    return this.#tokens.owners.length;
  }

  /** Whether these are its members, at the same seats. */
  isOf({ ids, seats }: Members): boolean {
    return areEqual(this.#members.ids, ids) && areEqual(this.#members.seats, seats);
  }

  /**
   * The first `wanted` distinct nodes at or after the key, clockwise, nodes of zones that are not on the list yet before
   * all others: PRIMARY, SECONDARY, TERTIARY. Fewer if there are fewer. PRIMARY is the first node, whatever its zone.
   */
  preferenceList(key: Key, wanted: number): readonly NodeId[] {
    return this.listOf(firstAtOrAfter(this.#tokens, keyPosition(key)), wanted);
  }

  /** The preference list of the `nth` arc, 0 ≤ nth ≤ arcs; the arc after the last is the first. */
  listOf(nth: number, wanted: number): readonly NodeId[] {
    assert(wanted >= 1, 'a key needs at least one replica, not', wanted);
    if (this.#wanted !== wanted) {
      this.#lists.length = 0;
      this.#wanted = wanted;
    }
    const arc = nth === this.arcs ? 0 : nth;
    const known = this.#lists[arc];
    if (known !== undefined) return known;
    const list = this.#walk(arc, wanted);
    this.#lists[arc] = list;
    return list;
  }

  /** The same as `preferenceList`, for whoever asks rarely for more nodes than there are replicas: nothing is kept. */
  clockwise(key: Key, wanted: number): readonly NodeId[] {
    const nth = firstAtOrAfter(this.#tokens, keyPosition(key));
    return this.#walk(nth === this.arcs ? 0 : nth, wanted);
  }

  #walk(arc: number, wanted: number): readonly NodeId[] {
    const list: NodeId[] = [];
    if (this.#zones !== undefined) this.#takeZones(this.#zones, arc, wanted, list);
    this.#fill(arc, Math.min(wanted, this.size), list);
    return list;
  }

  /** The first node of each zone, until there are enough or no zone is left. */
  #takeZones(zones: ReadonlyMap<number, number>, arc: number, wanted: number, list: NodeId[]): void {
    const taken: (number | undefined)[] = [];
    const enough = Math.min(wanted, this.#zoneCount);
    for (let token = arc; list.length < enough; token += 1) {
      const owner = this.#ownerAt(token);
      const zone = zones.get(owner);
      if (taken.includes(zone)) continue;
      taken.push(zone);
      list.push(owner);
    }
  }

  #fill(arc: number, count: number, list: NodeId[]): void {
    for (let token = arc; list.length < count; token += 1) {
      const owner = this.#ownerAt(token);
      if (!list.includes(owner)) list.push(owner);
    }
  }

  #ownerAt(token: number): NodeId {
    const { owners } = this.#tokens;
    return owners[token < owners.length ? token : token - owners.length] as NodeId;
  }

  #tokensWith(members: Members, tokensPerNode: number): Tokens {
    assert(tokensPerNode === this.#perNode, 'a ring keeps its number of tokens');
    if (this.isOf(members)) return this.#tokens;
    const seats = new Map(Array.from(this.#members.ids, (id, row) => [id, this.#members.seats[row]]));
    const isKept = (id: number, row: number): boolean => seats.get(id) === members.seats[row];
    const kept = new Set(members.ids.filter(isKept));
    const fresh = {
      ids: members.ids.filter((id) => !kept.has(id)),
      seats: members.seats.filter((_, row) => !kept.has(members.ids[row] as number)),
    };
    return mergeTokens(this.#tokens, (owner) => kept.has(owner), placeTokens(fresh, tokensPerNode));
  }
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((word, row) => word === b[row]);
}
