import { readFileSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Starts the bundle beside this file with the code that V8 compiled for it when it was built: parsing and compiling
 * it anew would be a third of what we add to the start of Node. V8 itself refuses a cache that another version of it
 * wrote; then, as without one, it compiles.
 *
 * `make` writes the cache by one run with ORRERY_WRITE_CODE_CACHE set, after which V8 has compiled what a run needs.
 */
const BUNDLE = join(__dirname, 'orrery.cjs');
const CACHE = join(__dirname, 'orrery.cache');

const cachedData = readIfThere(CACHE);
// The bundler leaves ASCII alone, which is the fastest text to read.
const script = new Script(wrap(readFileSync(BUNDLE, 'latin1')), {
  filename: BUNDLE,
  ...(cachedData === undefined ? {} : { cachedData }),
});
script.runInThisContext()(module.exports, require, module, BUNDLE, __dirname);

if (process.env['ORRERY_WRITE_CODE_CACHE'] !== undefined)
  process.on('exit', () => writeFileSync(CACHE, script.createCachedData()));

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
