import { ActTeller } from '../../report/terminal/act-teller.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { RareEvent } from '../../trace/event.ts';
import { err, out } from '../output.ts';
import { actWords } from '../run/act-words.ts';

const TERMINAL_MS = 200;
const ELSEWHERE_MS = 10_000;

/** Tells a torture run while it goes on: its acts, a line each, and how far it is. */
export class TortureTeller {
  readonly #endTick: number;
  readonly #acts: ActTeller;
  readonly #onTerminal = err.isTerminal;
  readonly #begun = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #counts = { asked: 0, ok: 0, failed: 0, unknown: 0 };
  #now = 0;

  constructor(scenario: Scenario, paint: Paint) {
    this.#endTick = scenario.endTick;
    this.#acts = new ActTeller(actWords(scenario), paint);
    this.#timer = setInterval(() => this.#tell(), this.#onTerminal ? TERMINAL_MS : ELSEWHERE_MS);
  }

  hear(event: RareEvent): void {
    this.#now = event.tick;
    if (event.kind === 'requested') this.#counts.asked += 1;
    else if (event.kind === 'replied') this.#counts[event.outcome.kind] += 1;
    else if (event.kind === 'gave-up') this.#counts.unknown += 1;
    this.#lines(this.#acts.hear(event));
  }

  end(): void {
    clearInterval(this.#timer);
    if (this.#onTerminal) err.write('\r\u001b[K');
    this.#lines(this.#acts.end());
  }

  #lines(lines: readonly string[]): void {
    if (lines.length > 0 && this.#onTerminal) err.write('\r\u001b[K');
    for (const line of lines) out.line(line);
  }

  #tell(): void {
    const { asked, ok, failed, unknown } = this.#counts;
    const when =
      this.#now === 0
        ? `starting, ${seconds(performance.now() - this.#begun)}`
        : `${seconds(this.#now)} of ${seconds(this.#endTick)}`;
    const text = `  ${when}: ${asked} asked, ${ok} ok, ${failed} failed, ${unknown} unknown`;
    if (this.#onTerminal) err.write(`\r\u001b[K${text}`);
    else err.line(text);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
