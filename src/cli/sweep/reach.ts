import { Broker, QueueError } from '../../sweep/queue/broker.ts';
import { err } from '../output.ts';
import { badInput } from '../user-error.ts';

/** Connects to Redis, and says when it is lost and when it is back. @throws UserError where that cannot be done */
export async function reachQueue(url: string): Promise<Broker> {
  try {
    const broker: Broker = await Broker.reach(url, (away) =>
      err.line(away ? 'the connection to Redis is lost; waiting for it' : 'Redis is back'),
    );
    return broker;
  } catch (error) {
    if (error instanceof QueueError) throw badInput(error.message);
    throw error;
  }
}
