import { nodeId } from '../../core/ids.ts';
import { tick as tickOf } from '../../core/time.ts';
import { instanceOf, purposeOf } from '../../core/timer.ts';
import type { Recording } from '../../explore/explain/recording.ts';
import { recordRun } from '../../explore/explain/recording.ts';
import type { Story } from '../../explore/explain/story.ts';
import { tellStory } from '../../explore/explain/story.ts';
import { EventSelection } from '../../explore/select-events.ts';
import type { HostState } from '../../explore/state.ts';
import { stateAt } from '../../explore/state.ts';
import { must } from '../../lib/assert.ts';
import { formatScenario } from '../../scenario/format/format.ts';
import { simulate } from '../../sim/simulate.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import { tellEvent } from '../../trace/words/event.ts';
import type { Holding, Opened, Samples, Simulator, Wanted } from './ask.ts';
import { buildOrder } from './build.ts';
import { holdingsOf } from './holdings.ts';
import type { Order } from './order.ts';
import { samplesOf } from './samples.ts';
import type { Take } from './take.ts';
import { take } from './take.ts';

/** The simulator as the page knows it: runs that were opened, and questions about them. */
export class Session implements Simulator {
  readonly #takes = new Map<number, Take>();
  #opened = 0;

  open(order: Order): Opened {
    const scenario = buildOrder(order);
    const begun = performance.now();
    const made = take(scenario);
    const tookMs = performance.now() - begun;
    this.#opened += 1;
    this.#takes.set(this.#opened, made);
    return { run: this.#opened, film: made.film, tookMs };
  }

  close(run: number): void {
    this.#takes.delete(run);
  }

  words(run: number, from: number, to: number): readonly string[] {
    const told: string[] = [];
    this.#visit(this.#take(run), from, to, (event) => told.push(tellEvent(event, { purposeOf, instanceOf })));
    return told;
  }

  story(run: number, row: number): Story | undefined {
    const { scenario, events, judged, film } = this.#take(run);
    if (judged.rows[row]?.witness === undefined) return undefined;
    const recording: Recording =
      events === undefined ? recordRun(scenario) : { scenario, events, judged, digest: film.outcome.digest };
    const told = must(recording.judged.rows[row], `row ${row}`);
    return told.witness === undefined ? undefined : tellStory(recording, told, told.witness);
  }

  select(run: number, wanted: Wanted): Uint8Array<ArrayBuffer> {
    const of = this.#take(run);
    const chosen = new Uint8Array(of.film.log.length);
    const selection = new EventSelection({ ...wanted, from: 0, until: Number.MAX_SAFE_INTEGER });
    this.#visit(of, 0, chosen.length, (event, at) => {
      if (selection.wants(event)) chosen[at] = 1;
    });
    return chosen;
  }

  holdings(run: number, key: string): readonly Holding[] {
    return holdingsOf(this.#take(run).scenario, key);
  }

  inspect(run: number, node: number, tick: number): HostState | undefined {
    return stateAt(this.#take(run).scenario, tickOf(tick), nodeId(node));
  }

  samples(run: number): Samples {
    return samplesOf(this.#take(run).scenario);
  }

  yaml(run: number): string {
    return formatScenario(this.#take(run).scenario);
  }

  /** Events by their numbers: those that were kept, or else of a run that is made again. */
  #visit(
    { scenario, events }: Take,
    from: number,
    to: number,
    visitor: (event: TraceEvent, at: number) => void,
  ): void {
    if (events !== undefined) {
      for (let at = Math.max(0, from); at < Math.min(to, events.length); at += 1)
        visitor(must(events[at], `event ${at}`), at);
      return;
    }
    let at = 0;
    const onEvent = (event: TraceEvent): void => {
      if (at >= from && at < to) visitor(event, at);
      at += 1;
    };
    simulate(scenario, new Recorder({ onEvent }));
  }

  #take(run: number): Take {
    return must(this.#takes.get(run), `run ${run}`);
  }
}
