import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Context, Span } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { NodeId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import { Recent } from './recent.ts';
import type { Served, TraceMark, Tracing } from './tracing.ts';
import { belongingsOf } from './tracing.ts';

const PAUSE_MS = 1_000;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** Requests whose messages may still be under way. */
const MOST_REQUESTS = 10_000;

/** Tells traces to a collector by OTLP over HTTP. @param endpoint such as `http://127.0.0.1:4318` */
export function openTelemetry(endpoint: string, node: NodeId): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'orrery', 'service.instance.id': String(node) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: PAUSE_MS })],
  });
  const tracer = provider.getTracer('orrery');
  const current = new AsyncLocalStorage<Span>();
  /** This node's own requests. */
  const asked = new Recent<number, Span>(MOST_REQUESTS);
  /** What other nodes have said of theirs, by node and request. */
  const marks = new Recent<string, string>(MOST_REQUESTS);
  const answering = new Recent<string, Span>(MOST_REQUESTS);

  const serve = ({ name, traceparent, attributes }: Served, act: () => void) => {
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parentOf(traceparent));
    current.run(span, act);
    return (status: number): void => {
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
  };

  const sending = (to: NodeId, message: Message): readonly TraceMark[] =>
    belongingsOf(message).flatMap(({ request, isAnswer }) => {
      if (isAnswer) {
        const name = `${to}/${request}`;
        answering.get(name)?.end();
        answering.delete(name);
        return [];
      }
      const span = current.getStore() ?? asked.get(request);
      if (span === undefined) return [];
      asked.set(request, span);
      return [{ request, traceparent: traceparentOf(span) }];
    });

  const heard = (from: NodeId, message: Message): void => {
    for (const { kind, request, isAnswer } of belongingsOf(message)) {
      const name = `${from}/${request}`;
      const traceparent = marks.get(name);
      if (isAnswer || traceparent === undefined) continue;
      marks.delete(name);
      const attributes = { 'orrery.coordinator': from };
      answering.get(name)?.end();
      answering.set(name, tracer.startSpan(kind, { attributes }, parentOf(traceparent)));
    }
  };

  return {
    ...{ serve, sending, heard },
    bind: (act) => AsyncResource.bind(act),
    marked: (from, { request, traceparent }) => marks.set(`${from}/${request}`, traceparent),
    close: () => provider.shutdown().catch(() => {}),
  };
}

function parentOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags = '00'] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
