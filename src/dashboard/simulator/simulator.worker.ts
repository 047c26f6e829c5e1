import { ScenarioError } from '../../scenario/scenario-error.ts';
import type { Order } from './ask.ts';
import { buildOrder } from './build.ts';
import type { Answer, Question } from './desk.ts';
import { run } from './run.ts';

/** The thread in which runs are made; it knows nothing of the page. */
addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id, order } = data;
  postMessage({ id, ...answer(order) } satisfies Answer);
});

function answer(order: Order): Pick<Answer, 'ok' | 'mistake'> {
  try {
    return { ok: run(buildOrder(order)) };
  } catch (error) {
    if (error instanceof ScenarioError) return { mistake: error.message };
    throw error;
  }
}
