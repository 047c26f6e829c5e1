import type { Answer, Client } from '../../client/client.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import type { ClientFlags } from './ask.ts';
import { askAndTell, clientOf, reach } from './ask.ts';
import { ringLines } from './ring-lines.ts';

const POLL_MS = 200;
const OWNER = 'owner';

interface Ring {
  readonly epoch: number | null;
  readonly pending: object | null;
  readonly members: readonly {
    readonly node_id: number;
    readonly address: string | null;
    readonly state: string;
  }[];
}

/** Has a node more started, and waits until the ring is its too. @throws UserError */
export async function addNode(flags: ClientFlags): Promise<ExitStatus> {
  const client = clientOf(flags);
  const answer = await reach(() => client.ask('POST', '/cluster/nodes'));
  if (answer.status !== 202) return refused(answer);
  const { address } = answer.body as { readonly address: string };
  return follow(client, (ring) =>
    ring.members.some((member) => member.address === address && member.state === OWNER),
  );
}

/** Has a node leave, and waits until it owns nothing and is gone. @param fate what is known of it, as a query. @throws UserError */
export async function removeNode(flags: ClientFlags, node: number, fate: string): Promise<ExitStatus> {
  const client = clientOf(flags);
  const answer = await reach(() => client.ask('DELETE', `/cluster/nodes/${node}${fate}`));
  if (answer.status !== 202) return refused(answer);
  return follow(client, (ring) => !ring.members.some((member) => member.node_id === node));
}

/** Tells each step of the change that is under way, until the ring is as it was wished. */
async function follow(client: Client, isDone: (ring: Ring) => boolean): Promise<ExitStatus> {
  for (let told = ''; ; ) {
    const { status, body } = await reach(() => client.ask('GET', '/ring'));
    const [change = '', ...table] = status === 200 ? ringLines(body) : [];
    if (change !== '' && change !== told) out.line(change);
    told = change;
    if (status === 200 && isRing(body) && body.pending === null && isDone(body)) {
      for (const line of table) out.line(line);
      return EXIT.holds;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function isRing(body: unknown): body is Ring {
  return typeof body === 'object' && body !== null && 'members' in body && 'pending' in body;
}

function refused(answer: Answer): Promise<ExitStatus> {
  return askAndTell(() => Promise.resolve(answer));
}
