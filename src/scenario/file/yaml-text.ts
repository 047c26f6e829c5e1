import type { CST, Document } from 'yaml';
import { Composer, LineCounter, Parser } from 'yaml';
import type { Place } from '../scenario-error.ts';
import { ScenarioError } from '../scenario-error.ts';
import { DEEPEST, grow } from './grow.ts';
import type { Tree } from './tree.ts';

const FORM = 'one YAML 1.2 or JSON document';

/** What some mistakes in the form of a file would have been instead. The parser's own words say what is wrong. */
const ALLOWED: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'each name once',
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
  const start: Place = { file, line: 1, column: 1 };
  if (document === undefined) throw new ScenarioError(start, 'the file says nothing', FORM);
  const mistake = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (mistake !== undefined) {
    const problem = mistake.message.split('\n')[0] ?? mistake.code;
    throw new ScenarioError(at(mistake.pos[0]), problem, ALLOWED[mistake.code] ?? FORM);
  }
  const { contents } = document;
  if (contents === null) throw new ScenarioError(start, 'the file says nothing', FORM);
  return grow(document, contents, at);
}

/** @throws ScenarioError where there is more than one document, or one so deep that composing it fails */
function compose(text: string, file: string, lines: LineCounter): Document.Parsed | undefined {
  const composer = new Composer({
    ...{ lineCounter: lines, stringKeys: true, logLevel: 'error', resolveKnownTags: false },
    ...{ version: '1.2', schema: 'core', merge: false },
  });
  const found: Document.Parsed[] = [];
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    const place = isTooDeep(token) ? { file, line: 1, column: 1 } : undefined;
    if (place !== undefined) throw new ScenarioError(place, 'nested too deep', `at most ${DEEPEST} levels`);
    found.push(...composer.next(token));
  }
  found.push(...composer.end(true, text.length));
  const [first, second] = found;
  if (second !== undefined && first?.errors.length === 0) {
    const { line, col: column } = lines.linePos(second.range[0]);
    throw new ScenarioError({ file, line, column }, 'another document begins', 'one document a file');
  }
  return first;
}

/**
 * True where a token holds others deeper than any testcase. Composing calls itself for each level, without a limit of
 * its own but the engine's stack, near which the engine may give up altogether; so this looks before, level by level.
 */
function isTooDeep(token: CST.Token): boolean {
  let level: readonly CST.Token[] = [token];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 2 * DEEPEST) return true;
    level = level.flatMap(inside);
  }
  return false;
}

function inside(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item: { readonly key?: CST.Token | null; readonly value?: CST.Token }) =>
    [item.key, item.value].filter((part) => part !== undefined && part !== null),
  );
}
