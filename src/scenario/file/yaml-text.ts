import type { Document, Node, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Place } from '../scenario-error.ts';
import { ScenarioError } from '../scenario-error.ts';
import type { Branch, Tree } from './tree.ts';

const MOST_VALUES = 200_000;
const DEEPEST = 40;
const FORM = 'one YAML 1.2 or JSON document';

/** What some mistakes in the form of a file would have been instead. The parser's own words say what is wrong. */
const ALLOWED: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'each name once',
  MULTIPLE_DOCS: 'one document a file',
  TAG_RESOLVE_FAILED: 'values without tags',
  TAB_AS_INDENT: 'blanks as indentation',
  NON_STRING_KEY: 'plain names',
};

/** Reads YAML or JSON into plain values with their places. @throws ScenarioError at the first mistake of form */
export function readYaml(text: string, file: string): Tree {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = compose(text, file, lines);
  const mistake = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (mistake !== undefined) {
    const problem = mistake.message.split(/; please use|\n/)[0] ?? mistake.code;
    throw new ScenarioError(at(mistake.pos[0]), problem, ALLOWED[mistake.code] ?? FORM);
  }
  const { contents } = document;
  const start: Place = { file, line: 1, column: 1 };
  if (contents === null) throw new ScenarioError(start, 'the file says nothing', FORM);
  visit(contents, { Node: (_, node) => refuseTag(node, at) });
  const grown = new Grower(at, (node) => (isAlias(node) ? node.resolve(document) : node)).grow(
    contents,
    undefined,
    0,
  );
  return { value: grown.value, root: grown.branch };
}

function compose(text: string, file: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, {
      ...{ lineCounter, prettyErrors: false, stringKeys: true, logLevel: 'error' },
      ...{ version: '1.2', schema: 'core', merge: false, resolveKnownTags: false },
    });
  } catch (error) {
    // The parser calls itself for each level, and has none but the engine's limit.
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError({ file, line: 1, column: 1 }, 'nested too deep', `at most ${DEEPEST} levels`);
  }
}

function refuseTag(node: Node, at: (offset: number) => Place): void {
  const { tag, range } = node;
  if (tag === undefined || /^tag:yaml.org,2002:(map|seq|str|int|float|bool|null)$/.test(tag)) return;
  throw new ScenarioError(at(range?.[0] ?? 0), `the tag ${tag} means nothing here`, 'values without tags');
}

interface Grown {
  readonly value: unknown;
  readonly branch: Branch;
}

/** Turns the parser's nodes into plain values; an alias stands for a copy of what it names, so their number is limited. */
class Grower {
  readonly #at: (offset: number) => Place;
  readonly #resolve: (node: ParsedNode) => Node | undefined;
  #values = 0;

  constructor(at: (offset: number) => Place, resolve: (node: ParsedNode) => Node | undefined) {
    this.#at = at;
    this.#resolve = resolve;
  }

  /** @param from where an alias stands for the node; mistakes in it are shown where it was written first */
  grow(found: ParsedNode, name: Place | undefined, depth: number): Grown {
    const node = this.#resolve(found) as ParsedNode | undefined;
    const value = this.#at(found.range[0]);
    this.#values += 1;
    if (node === undefined) throw new ScenarioError(value, 'an alias of nothing', 'names of anchors above');
    if (this.#values > MOST_VALUES || depth > DEEPEST) {
      const most = `at most ${MOST_VALUES} values and ${DEEPEST} levels, what aliases stand for included`;
      throw new ScenarioError(value, 'too much for a testcase', most);
    }
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
    return {
      value: isMap<ParsedNode, ParsedNode | null>(node) ? this.#growMap(node.items, parts, depth) : null,
      branch,
    };
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
