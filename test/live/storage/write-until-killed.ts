/** Writes one entry after the other, keeps a snapshot now and then, and tells the index of what is durable. */
import { must } from '../../../src/lib/assert.ts';
import { ENGINES } from './engines.ts';
import { putOf } from './put-of.ts';

const [, , name = '', folder = ''] = process.argv;
const engine = must(ENGINES[name], `engine ${name}`)(folder);
await engine.recover();
for (let index = 0; ; index += 2) {
  await engine.write(index, [putOf(index), putOf(index + 1)]);
  if (index % 20 === 0)
    void engine.keep(
      index + 2,
      Array.from({ length: index + 2 }, (_, nth) => putOf(nth)),
    );
  process.stdout.write(`${index + 1}\n`);
}
