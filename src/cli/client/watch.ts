import type { Client } from '../../client/client.ts';
import type { Change, Watched } from '../../client/watch.ts';
import { WatchRefusedError } from '../../client/watch.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';
import { reach } from './ask.ts';

/** Prints a line for each change, for ever. @throws UserError */
export async function watch(
  client: Client,
  watched: Watched,
  { after, json }: { readonly after: string | undefined; readonly json: boolean },
): Promise<ExitStatus> {
  try {
    await reach(async () => {
      for await (const change of client.watch(watched, after === undefined ? {} : { after }))
        out.line(json ? JSON.stringify(change) : lineOf(change));
    });
  } catch (error) {
    throw error instanceof WatchRefusedError ? badInput(error.message) : error;
  }
  return EXIT.holds;
}

function lineOf({ key, value, isDeleted }: Change): string {
  return isDeleted ? `${key} deleted` : `${key} = ${JSON.stringify(value)}`;
}
