import ts from 'typescript';
import type { Rule } from './offence.ts';

const WORLDLY = new Set([
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['Promise', 'Atomics', 'SharedArrayBuffer', 'WeakRef', 'FinalizationRegistry', 'Intl'],
  ...['console', 'process', 'crypto', 'fetch', 'globalThis', 'window', 'require', 'eval', 'Buffer'],
]);

/** The part of Math that ECMAScript specifies to the bit. The rest may differ between engines. */
const EXACT_MATH = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'trunc'],
]);

/** What would let a pure room's outcome depend on the machine, the locale, the hour or the engine. */
export const PURITY_RULES: readonly Rule[] = [
  worldlyName,
  inexactMath,
  localeMember,
  asynchrony,
  inexactPower,
  forIn,
];

function worldlyName(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || !WORLDLY.has(node.text) || isMemberName(node)) return undefined;
  // Two of the names are also everyday words: a parameter or constant of that name is not the global.
  return declaredWithin(node) ? undefined : `uses ${node.text}`;
}

/** `Math` may appear only as `Math.<exact>`: passed around as a value it could become anything. */
function inexactMath(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || node.text !== 'Math' || isMemberName(node)) return undefined;
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return 'uses Math as a value';
  return EXACT_MATH.has(parent.name.text) ? undefined : `uses Math.${parent.name.text}`;
}

/** Any mention counts, also in `x['localeCompare']` and `const { localeCompare } = x`. */
function localeMember(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) && !ts.isStringLiteralLike(node)) return undefined;
  return /^(localeCompare|toLocale[A-Z]\w*|captureStackTrace)$/.test(node.text)
    ? `uses ${node.text}`
    : undefined;
}

function asynchrony(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'is async';
  if (node.kind === ts.SyntaxKind.AwaitKeyword || ts.isAwaitExpression(node)) return 'awaits';
  if (node.kind === ts.SyntaxKind.ImportKeyword) return 'imports at run time';
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
    ? 'uses import.meta'
    : undefined;
}

function inexactPower(node: ts.Node): string | undefined {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  return node.kind === AsteriskAsteriskToken || node.kind === AsteriskAsteriskEqualsToken
    ? 'uses **'
    : undefined;
}

function forIn(node: ts.Node): string | undefined {
  return ts.isForInStatement(node) ? 'walks for…in, whose order mixes integer keys and insertion' : undefined;
}

/** Whether a function or block around the name declares it itself. */
function declaredWithin(name: ts.Identifier): boolean {
  const declares = (node: ts.Node): boolean =>
    (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
    ts.isIdentifier(node.name) &&
    node.name.text === name.text;
  const found = (node: ts.Node): boolean => declares(node) || ts.forEachChild(node, found) === true;
  let scope: ts.Node = name.parent;
  while (!ts.isSourceFile(scope) && !ts.isFunctionLike(scope)) scope = scope.parent;
  return !ts.isSourceFile(scope) && found(scope);
}

/** True of `x.name`, `{ name: … }` and the like: a member of that name, not the global. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return ts.isTypeElement(parent) || ts.isClassElement(parent) ? parent.name === node : false;
}
