import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { Client } from '../../src/client/client.ts';
import { send } from './clients.ts';
import { openLoneServer } from './lone-server.ts';
import { until } from './running.ts';

/** What OTLP has of a span, as JSON. */
interface Told {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** Who told it. */
  readonly node: string;
}

interface Batch {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue?: string };
      }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Told, 'node'>[] }[];
  }[];
}

function spansIn({ resourceSpans }: Batch): readonly Told[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const { value } = resource.attributes.find(({ key }) => key === 'service.instance.id') ?? {};
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, node: value?.stringValue ?? '' })),
    );
  });
}

test('a trace goes from the client over the node that it asks to every replica', async (t) => {
  const told: Told[] = [];
  const take = async (request: IncomingMessage) => {
    told.push(...spansIn(JSON.parse(await text(request)) as Batch));
  };
  const collector = createServer((request, response) => void take(request).then(() => response.end('{}')));
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  t.teardown(() => collector.close());
  const at = collector.address();
  const otlpEndpoint = `http://127.0.0.1:${typeof at === 'object' ? at?.port : at}`;
  const first = await openLoneServer(t, { replicas: 3, otlpEndpoint });
  const joining = { replicas: undefined, join: [first.address], otlpEndpoint };
  const others = await Promise.all([openLoneServer(t, joining), openLoneServer(t, joining)]);
  await until('three owners', async () => {
    const { members, pending } = JSON.parse((await send('GET', `http://${first.address}/ring`)).body) as {
      readonly members: readonly object[];
      readonly pending: unknown;
    };
    return members.length === 3 && pending === null ? true : undefined;
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const client = new Client({
    nodes: [first.address],
    traceparent: () => `00-${traceId}-b7ad6b7169203331-01`,
  });
  t.is((await client.put('k', 'v')).status, 200);
  await client.close();
  await Promise.all([first, ...others].map(({ close }) => close()));
  const spans = told.filter((span) => span.traceId === traceId);
  const [served] = spans.filter(({ name }) => name === 'PUT /kv/{key}');
  t.is(served?.parentSpanId, 'b7ad6b7169203331');
  const stores = spans.filter(({ parentSpanId }) => parentSpanId === served?.spanId);
  t.is(stores.length, 2, JSON.stringify(spans));
  t.is(new Set([served, ...stores].map((span) => span?.node)).size, 3);
  t.true(told.some(({ name, traceId: other }) => name === 'GET /ring' && other !== traceId));
});
