import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerFile } from '../../live/static-folder.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { nameOf } from '../testcase/name.ts';
import { openRun } from '../testcase/open-run.ts';
import { readText } from '../testcase/read-text.ts';
import { badInput } from '../user-error.ts';
import { fragmentOf } from './link.ts';
import { siteFolder } from './site.ts';

export interface PlayOptions {
  /** The folder of a run, or a testcase; undefined: the page begins with one of its own. */
  readonly word: string | undefined;
  readonly seed: number | undefined;
  /** 0: any free one. */
  readonly port: number;
}

/** Serves the player on loopback until it is told to stop. @throws UserError, ScenarioError */
export async function playInBrowser({ word, seed, port }: PlayOptions): Promise<ExitStatus> {
  const fragment = word === undefined ? '' : await fragmentFor(word, seed);
  const folder = siteFolder();
  const server = createServer((request, response) => {
    void answerFile(folder, request, response).then((answered) => {
      if (!answered) response.writeHead(404, { 'content-type': 'text/plain' }).end('nothing here\n');
    });
  });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    throw badInput(`port ${port}: ${reasonOf(error)}; --port names another one`);
  });
  const { port: found } = server.address() as AddressInfo;
  out.line(`http://127.0.0.1:${found}/${fragment}`);
  out.line('Ctrl-C stops it');
  await stopped;
  server.closeAllConnections();
  server.close();
  return EXIT.holds;
}

async function fragmentFor(word: string, seed: number | undefined): Promise<string> {
  const { file, scenario, kept } = await openRun(word, seed);
  const digest = seed === undefined ? kept?.digest : undefined;
  return fragmentOf({ file: shownName(file), text: readText(file), seed: scenario.seed, digest });
}

/** As the page's own shelf has it: the path below `testcases/`, or the name of the file. */
function shownName(file: string): string {
  return nameOf(file) + file.slice(file.lastIndexOf('.'));
}
