import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesUnder, repositoryRoot } from './repository.ts';

/** The parsed TypeScript files under `folders`; of a `.vue` file its script, lines kept where they are. */
export function sourcesUnder(...folders: readonly string[]): readonly ts.SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(repositoryRoot, folder)))
    .flatMap(filesUnder)
    .filter((path) => /\.(ts|vue)$/.test(path))
    .map(sourceOf);
}

const parsed = new Map<string, ts.SourceFile>();

/** A file of the repository; each is parsed once for all the rules. */
export function sourceOf(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(repositoryRoot, path), 'utf8');
  const source = parse(path, path.endsWith('.vue') ? scriptOf(text) : text);
  parsed.set(path, source);
  return source;
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
}

function scriptOf(text: string): string {
  const [, before = '', script = ''] = /^([\s\S]*?<script[^>]*>)([\s\S]*?)<\/script>/.exec(text) ?? [];
  return before.replace(/[^\n]/g, '') + script;
}
