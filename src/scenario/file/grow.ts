import type { Document, Node, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Place } from '../scenario-error.ts';
import { ScenarioError } from '../scenario-error.ts';
import type { Branch, Tree } from './tree.ts';

/** Levels of lists and maps that a testcase may have. */
export const DEEPEST = 40;
const MOST_VALUES = 200_000;
const MOST_ALIASES = 1000;
const MOST = `at most ${MOST_VALUES} values, ${MOST_ALIASES} aliases and ${DEEPEST} levels, what aliases stand for included`;

/** Turns the parser's nodes into plain values with their places. @throws ScenarioError where there is too much of it */
export function grow(document: Document.Parsed, contents: ParsedNode, at: (offset: number) => Place): Tree {
  const { value, branch } = new Grower(document, at).grow(contents, undefined, 0);
  return { value, root: branch };
}

interface Grown {
  readonly value: unknown;
  readonly branch: Branch;
}

/** An alias stands for a copy of what it names, so a few lines could stand for more than any memory holds. */
class Grower {
  readonly #document: Document.Parsed;
  readonly #at: (offset: number) => Place;
  #values = 0;
  #aliases = 0;

  constructor(document: Document.Parsed, at: (offset: number) => Place) {
    this.#document = document;
    this.#at = at;
  }

  grow(found: ParsedNode, name: Place | undefined, depth: number): Grown {
    const value = this.#at(found.range[0]);
    this.#values += 1;
    if (isAlias(found)) this.#aliases += 1;
    if (this.#values > MOST_VALUES || this.#aliases > MOST_ALIASES || depth > DEEPEST) {
      throw new ScenarioError(value, 'too much for a testcase', MOST);
    }
    const node = this.#resolve(found, value);
    const parts = new Map<string, Branch>();
    const branch: Branch = { value, name, parts };
    if (isScalar(node)) return { value: plain(node.value, node.source), branch };
    if (isSeq<ParsedNode>(node)) {
      const list = node.items.map((item, index) => {
        const grown = this.grow(item, undefined, depth + 1);
        parts.set(String(index), grown.branch);
        return grown.value;
      });
      return { value: list, branch };
    }
    const map = isMap<ParsedNode, ParsedNode | null>(node) ? this.#growMap(node.items, parts, depth) : null;
    return { value: map, branch };
  }

  #resolve(found: ParsedNode, place: Place): Node {
    const node = isAlias(found) ? found.resolve(this.#document) : found;
    if (node === undefined) throw new ScenarioError(place, 'an alias of nothing', 'names of anchors above');
    return node;
  }

  #growMap(
    items: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
    parts: Map<string, Branch>,
    depth: number,
  ): unknown {
    const map: Record<string, unknown> = Object.create(null);
    for (const { key, value } of items) {
      const nameAt = this.#at(key.range[0]);
      const name = isScalar(key) ? String(key.value) : '';
      if (!isScalar(key)) throw new ScenarioError(nameAt, 'a name that is no text', 'plain names');
      const grown =
        value === null
          ? { value: null, branch: { value: nameAt, name: nameAt, parts: new Map() } }
          : this.grow(value, nameAt, depth + 1);
      map[name] = grown.value;
      parts.set(name, grown.branch);
    }
    return map;
  }
}

/** Only whole numbers become numbers: shares and fractions stay what was written, to be read digit by digit. */
function plain(value: unknown, source: string | undefined): unknown {
  if (typeof value !== 'number') return value;
  return Number.isSafeInteger(value) && String(value) === source ? value : (source ?? String(value));
}
