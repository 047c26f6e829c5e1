import { posix } from 'node:path';
import ts from 'typescript';
import { offence } from './offence.ts';
import { ROOMS } from './rooms.ts';

/** What the imports of one file of `src/` break, room by room. */
export function layerOffences(source: ts.SourceFile): readonly string[] {
  const [, home = ''] = source.fileName.split('/');
  if (ROOMS[home] === undefined) return [`${source.fileName}:1 stands in no known room`];
  return importsOf(source).flatMap(({ node, to, typeOnly }) => {
    const what = to.startsWith('.')
      ? relativeFault(source.fileName, home, to, typeOnly)
      : packageFault(home, to);
    return what === undefined ? [] : [offence(node, what)];
  });
}

type Import = { readonly node: ts.Node; readonly to: string; readonly typeOnly: boolean };

/** Static, re-exporting, dynamic and type imports alike. Only `import type` leaves nothing behind at run time. */
function importsOf(source: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, to: ts.Node | undefined, typeOnly: boolean): void => {
    found.push({
      node,
      to: to !== undefined && ts.isStringLiteralLike(to) ? to.text : '(computed)',
      typeOnly,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(node, literalOf(node.argument), true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function literalOf(argument: ts.TypeNode): ts.Node {
  return ts.isLiteralTypeNode(argument) ? argument.literal : argument;
}

function relativeFault(from: string, home: string, to: string, typeOnly: boolean): string | undefined {
  const path = posix.join(posix.dirname(from), to);
  const [top, room = ''] = path.split('/');
  if (top !== 'src') return `leaves src for ${path}`;
  if (room === home || room === 'lib') return undefined;
  if (ROOMS[home]?.uses.includes(room)) return undefined;
  if (!ROOMS[home]?.names.includes(room)) return `${home} may not import ${room}`;
  return typeOnly
    ? undefined
    : `${home} may name ${room}'s types, with \`import type\`, but not run its code`;
}

function packageFault(home: string, to: string): string | undefined {
  const admits = (entry: string): boolean =>
    /[:/]$/.test(entry) ? to.startsWith(entry) : to === entry || to.startsWith(`${entry}/`);
  return ROOMS[home]?.touches.some(admits) ? undefined : `${home} may not touch ${to}`;
}
