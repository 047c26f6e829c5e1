import type { Batch, BatchResult } from '../batch.ts';
import { Board } from './board.ts';
import type { Broker } from './broker.ts';
import type { Piece } from './job.ts';
import { areAll } from './job.ts';

/** What workers have done of a sweep since nobody fetches it any more. @param id what the queue called it */
export async function salvage(broker: Broker, id: string): Promise<readonly BatchResult[]> {
  const queue = broker.queue<Batch, readonly Piece[]>(id);
  const done = await queue.getCompleted();
  await queue.close();
  return done
    .filter(({ returnvalue, data }) => areAll(returnvalue, data))
    .flatMap(({ returnvalue }) => returnvalue.map(([result]) => result));
}

/** Forgets a sweep: nobody will work for it any more, and what was done of it is gone. */
export async function discard(broker: Broker, id: string): Promise<void> {
  await new Board(broker).remove(id);
  const queue = broker.queue(id);
  await queue.obliterate({ force: true });
  await queue.close();
}
