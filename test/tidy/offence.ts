import ts from 'typescript';

/** Says where: `src/core/node.ts:12 uses Date`. */
export function offence(node: ts.Node, what: string): string {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${source.fileName}:${line + 1} ${what}`;
}

/** A rule's verdict on one node: what is wrong with it, or nothing. */
export type Rule = (node: ts.Node) => string | undefined;

/** Every offence against any of `rules` in `source`, in the order of the text. */
export function offences(source: ts.SourceFile, rules: readonly Rule[]): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const rule of rules) {
      const what = rule(node);
      if (what !== undefined) found.push(offence(node, what));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
