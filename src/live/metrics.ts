import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { LiveNode } from './live-node.ts';
import { RequestCounts } from './request-counts.ts';

/** What Prometheus is told. What the node counts itself is read only when somebody asks. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new RequestCounts();

  constructor(node: LiveNode) {
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({
        ...{ name, help, registers: [this.#registry] },
        collect() {
          this.set(value());
        },
      });
    };
    gauge('orrery_members', 'Members that this node sees.', () => node.board.all().length);
    gauge('orrery_peers_connected', 'Peers with a stream to them.', () => node.mesh.connected().length);
    gauge('orrery_open_requests', 'Requests without an answer.', () => node.runtime?.openRequests ?? 0);
    gauge('orrery_watches', 'Clients that are told what changes.', () => node.watchers.count);
    gauge('orrery_keys', 'Keys held here, deleted ones that are still remembered among them.', () =>
      node.runtime === undefined ? 0 : node.runtime.node.heldKeys().length,
    );
    const notes = new Counter({
      name: 'orrery_notes_total',
      help: 'What the node told of itself, by kind.',
      labelNames: ['kind'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [kind, count] of Object.entries(node.counts)) notes.inc({ kind }, count);
      },
    });
    collectDefaultMetrics({ register: this.#registry });
  }

  answered(method: string, status: number, seconds: number): void {
    this.#requests.add(method, status, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    return `${await this.#registry.metrics()}\n${this.#requests.text()}`;
  }
}
