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
    .map((path) => {
      const text = readFileSync(join(repositoryRoot, path), 'utf8');
      return parse(path, path.endsWith('.vue') ? scriptOf(text) : text);
    });
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
}

function scriptOf(text: string): string {
  const [, before = '', script = ''] = /^([\s\S]*?<script[^>]*>)([\s\S]*?)<\/script>/.exec(text) ?? [];
  return before.replace(/[^\n]/g, '') + script;
}
