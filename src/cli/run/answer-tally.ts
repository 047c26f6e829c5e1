import type { HistoryEvent } from '../../check/history/event.ts';
import type { AnswerCounts } from '../../report/result.ts';

/** Counts what clients asked, and how it ended. */
export class AnswerTally {
  #asked = 0;
  #ok = 0;
  #failed = 0;

  add({ type }: HistoryEvent): void {
    if (type === 'invoke') this.#asked += 1;
    else if (type === 'ok') this.#ok += 1;
    else if (type === 'fail') this.#failed += 1;
  }

  /** What has no end yet is unknown. */
  counts(): AnswerCounts {
    const [asked, ok, failed] = [this.#asked, this.#ok, this.#failed];
    return { asked, ok, failed, unknown: asked - ok - failed };
  }
}
