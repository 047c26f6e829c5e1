/** Upper bounds of the buckets. Unit: seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** How long requests of one method took. */
class Durations {
  /** For each bound those above the one before, and the rest. */
  readonly #counts = new Float64Array(BOUNDS.length + 1);
  #sum = 0;

  add(seconds: number): void {
    let at = 0;
    while (seconds > (BOUNDS[at] ?? Number.POSITIVE_INFINITY)) at += 1;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += seconds;
  }

  text(name: string, method: string): string {
    let below = 0;
    const lines = Array.from(this.#counts, (count, at) => {
      below += count;
      return `${name}_bucket{le="${BOUNDS[at] ?? '+Inf'}",method="${method}"} ${below}\n`;
    });
    return `${lines.join('')}${name}_sum{method="${method}"} ${this.#sum}\n${name}_count{method="${method}"} ${below}\n`;
  }
}

/**
 * Requests of clients, counted where each of them passes: a table and an addition, where a library looks up labels by a text
 * that it puts together. Told in the text form of Prometheus.
 */
export class RequestCounts {
  /** By status, by method. */
  readonly #requests = new Map<string, Map<number, number>>();
  readonly #durations = new Map<string, Durations>();

  add(method: string, status: number, seconds: number): void {
    let statuses = this.#requests.get(method);
    let durations = this.#durations.get(method);
    if (statuses === undefined || durations === undefined) {
      statuses = new Map();
      durations = new Durations();
      this.#requests.set(method, statuses);
      this.#durations.set(method, durations);
    }
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    durations.add(seconds);
  }

  text(): string {
    const [total, seconds] = ['orrery_http_requests_total', 'orrery_http_request_seconds'];
    const counts = [...this.#requests].flatMap(([method, statuses]) =>
      Array.from(statuses, ([status, count]) => `${total}{method="${method}",status="${status}"} ${count}\n`),
    );
    const durations = Array.from(this.#durations, ([method, each]) => each.text(seconds, method));
    return `# HELP ${total} Requests of clients, by method and status.
# TYPE ${total} counter
${counts.join('')}# HELP ${seconds} From a request to its answer.
# TYPE ${seconds} histogram
${durations.join('')}`;
  }
}
