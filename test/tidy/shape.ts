import ts from 'typescript';
import type { Rule } from './offence.ts';

const LONGEST_FILE = 400;
const LONGEST_FUNCTION = 70;
const MOST_EXPORTS = 8;

/** Rules on single nodes; the source file itself is the first node. */
export const SHAPE_RULES: readonly Rule[] = [
  ...[longFile, longFunction, manyExports, barrel, defaultExport],
  ...[anyType, bangMark, enumeration, loneTest],
];

/** What is wrong with the name of a file or of a folder on the way to it. */
export function nameFault(path: string): string | undefined {
  const vague = path
    .split('/')
    .find((part) => /(^|[-.])(utils?|helpers?|common|managers?)([-.]|$)|^(types|index)\.ts$/i.test(part));
  return vague === undefined ? undefined : `${path}: ${vague} names no idea`;
}

function longFile(node: ts.Node): string | undefined {
  if (!ts.isSourceFile(node)) return undefined;
  const lines = node.text.replace(/\n$/, '').split('\n').length;
  return lines > LONGEST_FILE ? `is ${lines} lines long, over ${LONGEST_FILE}` : undefined;
}

function longFunction(node: ts.Node): string | undefined {
  if (!ts.isFunctionLike(node)) return undefined;
  const source = node.getSourceFile();
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const lines = lineAt(node.end) - lineAt(node.getStart(source)) + 1;
  return lines > LONGEST_FUNCTION ? `is a function of ${lines} lines, over ${LONGEST_FUNCTION}` : undefined;
}

function manyExports(node: ts.Node): string | undefined {
  if (!ts.isSourceFile(node)) return undefined;
  const names = node.statements.reduce((sum, statement) => sum + exportsOf(statement), 0);
  return names > MOST_EXPORTS ? `exports ${names} names, over ${MOST_EXPORTS}` : undefined;
}

function exportsOf(statement: ts.Statement): number {
  if (ts.isExportDeclaration(statement)) {
    return statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.length
      : 1;
  }
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return 0;
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations.length : 1;
}

function barrel(node: ts.Node): string | undefined {
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.exportClause)
    return 're-exports a whole file';
  if (!ts.isSourceFile(node) || node.statements.length === 0) return undefined;
  const own = node.statements.filter(
    (part) => !ts.isImportDeclaration(part) && !(ts.isExportDeclaration(part) && part.moduleSpecifier),
  );
  return own.length === 0 ? 'only passes on what others export' : undefined;
}

/** A tool's configuration must export a default, and a declaration file says what a package does, not what we do. */
function defaultExport(node: ts.Node): string | undefined {
  if (/\.(config|d)\.ts$/.test(node.getSourceFile().fileName)) return undefined;
  const isDefault =
    ts.isExportAssignment(node) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default') ||
    hasModifier(node, ts.SyntaxKind.DefaultKeyword);
  return isDefault ? 'exports a default' : undefined;
}

function anyType(node: ts.Node): string | undefined {
  return node.kind === ts.SyntaxKind.AnyKeyword ? 'says any' : undefined;
}

/** `x!` and `field!: T` both silence the compiler about what may be missing. */
function bangMark(node: ts.Node): string | undefined {
  const isDefinite =
    (ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node)) && node.exclamationToken;
  return ts.isNonNullExpression(node) || isDefinite ? 'asserts with !' : undefined;
}

function enumeration(node: ts.Node): string | undefined {
  return ts.isEnumDeclaration(node) ? 'declares an enum' : undefined;
}

/** `test.only` hides every other test; `test.skip` hides one. */
function loneTest(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || !/^(only|skip)$/.test(node.name.text)) return undefined;
  return /^test\b/.test(node.expression.getText()) ? `leaves test.${node.name.text} behind` : undefined;
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}
