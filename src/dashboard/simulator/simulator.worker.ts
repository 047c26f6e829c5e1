import { ScenarioError } from '../../scenario/scenario-error.ts';
import type { Opened, Simulator } from './ask.ts';
import type { Answer, Question } from './desk.ts';
import { Session } from './session.ts';

/** The thread in which runs are made; it knows nothing of the page. */
const session: Simulator = new Session();

addEventListener('message', ({ data: { id, method, words } }: MessageEvent<Question>) => {
  const answer = answerTo(method, words);
  postMessage({ id, ...answer } satisfies Answer, {
    transfer: method === 'open' ? columnsIn(answer.ok) : [],
  });
});

function answerTo(method: keyof Simulator, words: readonly unknown[]): Omit<Answer, 'id'> {
  try {
    return { ok: Reflect.apply(session[method], session, words) };
  } catch (error) {
    if (error instanceof ScenarioError) return { mistake: error.message };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A log is handed over, not copied: the page is the only one who reads it. */
function columnsIn(opened: unknown): ArrayBuffer[] {
  if (opened === undefined) return [];
  const { log } = (opened as Opened).film;
  return [log.kind, log.tick, log.node, log.peer, log.message, log.partner].map((column) => column.buffer);
}
