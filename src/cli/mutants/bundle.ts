import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { Mutant } from '../../explore/mutants/mutant.ts';
import { mutated } from '../../explore/mutants/mutant.ts';
import { must } from '../../lib/assert.ts';
import { badInput } from '../user-error.ts';

/** What the script leaves under the name `sound`: how the core as it is fares. */
const SOUND = "export { failuresOf } from './src/explore/failures.ts';";
/** What a worker does with the core that has the mistake. */
const MUTANT = `
import { parentPort, workerData } from 'node:worker_threads';
import { work } from './src/explore/mutants/work.ts';
work(workerData, (finding) => parentPort.postMessage(finding), sound.failuresOf);
`;

/** Makes scripts for workers out of the sources. */
export class CoreBundler {
  readonly #home: string;
  readonly #esbuild: typeof Esbuild;
  #sound: string | undefined;

  /**
   * @param home the folder of the sources
   * @throws UserError where there are no sources, or nothing to bundle them with
   */
  constructor(home: string) {
    this.#home = home;
    if (!existsSync(join(home, 'src/core/node.ts')))
      throw badInput(`${home}: no sources here; mutants are made of them, in a checkout`);
    this.#esbuild = loadEsbuild(home);
  }

  /**
   * The simulator as one script, with the mistake of a mutant in its core or, without one, as it is; and the sound one
   * beside it. The tree stays untouched: the mutated file exists in memory only.
   */
  async script(mutant: Mutant | undefined): Promise<string> {
    this.#sound ??= await this.#bundle(SOUND, undefined, { format: 'iife', globalName: 'sound' });
    return `${this.#sound}\n${await this.#bundle(MUTANT, mutant, { format: 'cjs' })}`;
  }

  async #bundle(
    contents: string,
    mutant: Mutant | undefined,
    options: Pick<Esbuild.BuildOptions, 'format' | 'globalName'>,
  ): Promise<string> {
    const { outputFiles } = await this.#esbuild.build({
      ...options,
      stdin: { contents, resolveDir: this.#home, loader: 'ts' },
      bundle: true,
      platform: 'node',
      target: 'node20',
      write: false,
      logLevel: 'silent',
      plugins: mutant === undefined ? [] : [planting(mutant, this.#home)],
    });
    return must(outputFiles?.[0], 'a bundle').text;
  }
}

function planting(mutant: Mutant, home: string): Esbuild.Plugin {
  const path = join(home, mutant.file);
  const contents = must(
    mutated(mutant, readFileSync(path, 'utf8')),
    `text of ${mutant.name}, once, in ${path}`,
  );
  return {
    name: mutant.name,
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, (of) => {
        if (of.path !== path) return undefined;
        return { contents, loader: 'ts' };
      });
    },
  };
}

function loadEsbuild(home: string): typeof Esbuild {
  try {
    return createRequire(join(home, 'package.json'))('esbuild') as typeof Esbuild;
  } catch {
    throw badInput(`${home}: esbuild is not installed; mutants need what npm ci installs for development`);
  }
}
