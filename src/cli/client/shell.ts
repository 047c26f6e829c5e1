import { createInterface } from 'node:readline';
import type { Answer, Client } from '../../client/client.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { reach, readValue } from './ask.ts';
import { Times } from './times.ts';

const HELP =
  'insert KEY VALUE · get KEY · delete KEY · info · ring · times · exit; each tells how long it took';

/** What is measured, by the word that asks for it. */
const MEASURED = new Map([
  ['insert', 'insertion'],
  ['put', 'insertion'],
  ['get', 'retrieval'],
  ['delete', 'deletion'],
]);

/** Reads commands, a line each, until `exit` or the end of the input. */
export async function shell(client: Client): Promise<ExitStatus> {
  const isPerson = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin });
  const prompt = () => (isPerson ? out.write('orrery> ') : undefined);
  if (isPerson) out.line(HELP);
  const times = new Times();
  prompt();
  for await (const line of lines) {
    const [verb = '', key = '', ...rest] = line.trim().split(/\s+/);
    if (verb === 'exit' || verb === 'quit') break;
    if (verb === 'times') out.line(times.lines().join('\n'));
    else if (verb !== '') await follow(client, verb, key, rest.join(' '), times);
    prompt();
  }
  lines.close();
  for (const line of times.lines()) out.line(line);
  return EXIT.holds;
}

async function follow(client: Client, verb: string, key: string, value: string, times: Times): Promise<void> {
  const question = questionOf(client, verb, key, value);
  if (question === undefined) return out.line(HELP);
  const since = performance.now();
  try {
    const { body } = await reach(question);
    const spent = performance.now() - since;
    const measured = MEASURED.get(verb);
    if (measured !== undefined) times.add(measured, spent);
    const took = spent.toFixed(1);
    out.line(`${typeof body === 'string' ? body : JSON.stringify(body)}  (${took} ms)`);
  } catch (error) {
    out.line(error instanceof Error ? error.message : String(error));
  }
}

function questionOf(
  client: Client,
  verb: string,
  key: string,
  value: string,
): (() => Promise<Answer>) | undefined {
  switch (verb) {
    case 'insert':
    case 'put':
      return key === '' || value === '' ? undefined : () => client.put(key, readValue(value));
    case 'get':
      return key === '' ? undefined : () => client.get(key);
    case 'delete':
      return key === '' ? undefined : () => client.delete(key);
    case 'info':
      return () => client.ask('GET', '/status');
    case 'ring':
      return () => client.ask('GET', '/ring');
    default:
      return undefined;
  }
}
