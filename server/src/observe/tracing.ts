/**
 * A span per attempt, by OpenTelemetry's conventions for HTTP clients, and its `traceparent` to the receiver. Loaded only
 * when a collector is configured, so that it costs nothing otherwise. Spans contain no bodies, no headers and only the origin of
 * a URL, because in hooks of n8n or Slack the path is the secret.
 */
import type { Attributes, Span } from '@opentelemetry/api'
import type { Log } from '../base/log.ts'
import type { BegunAttempt, Ended, TraceAttempt } from '../webhook/index.ts'

export interface TracingOptions {
  /** The collector's address, without /v1/traces. */
  endpoint: string
  serviceName: string
  version: string
  log: Log
}

export interface Tracing extends AsyncDisposable {
  trace: TraceAttempt
}

/** Spans are sent once a second, and what a collector does not take in time is dropped, so that it cannot slow deliveries. */
const BATCH = { maxQueueSize: 16_384, maxExportBatchSize: 2_048, scheduledDelayMillis: 1_000 }
const LAST_FLUSH_MS = 3_000

export async function startTracing({ endpoint, serviceName, version, log }: TracingOptions): Promise<Tracing> {
  const [api, sdk, exporter, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const complain = (message: string) => log.warn({ message }, 'tracing')
  const quiet = () => {}
  api.diag.setLogger(
    { error: complain, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    api.DiagLogLevel.ERROR,
  )
  const named = resources.resourceFromAttributes({ 'service.name': serviceName, 'service.version': version })
  const fromEnvironment = resources.detectResources({ detectors: [resources.envDetector] })
  const provider = new sdk.BasicTracerProvider({
    resource: resources.defaultResource().merge(fromEnvironment).merge(named),
    spanProcessors: [
      new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), BATCH),
    ],
  })
  const tracer = provider.getTracer('recado', version)
  return {
    trace: traced => {
      const options = { kind: api.SpanKind.CLIENT, attributes: attributesOf(traced) }
      const span = tracer.startSpan('POST', options, api.ROOT_CONTEXT)
      return { traceparent: traceparentOf(span), end: ended => end(span, ended, api.SpanStatusCode.ERROR) }
    },
    async [Symbol.asyncDispose]() {
      const late = new Promise(done => setTimeout(done, LAST_FLUSH_MS).unref())
      await Promise.race([provider.shutdown().catch((error: Error) => complain(error.message)), late])
      api.diag.disable()
    },
  }
}

function attributesOf({ target, ticketId, delivery, attempt, id }: BegunAttempt): Attributes {
  const url = new URL(target.path, target.origin)
  return {
    'http.request.method': 'POST',
    'server.address': url.hostname,
    'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    'url.full': url.origin,
    ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
    'recado.endpoint.id': target.endpointId,
    'recado.ticket.id': ticketId,
    'recado.event.id': delivery.eventId,
    'recado.event.type': delivery.type,
    'recado.sequence': delivery.sequence,
    'recado.webhook.id': id,
  }
}

/** https://www.w3.org/TR/trace-context/ */
function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function end(span: Span, ended: Ended, errorCode: number): void {
  if (ended.kind === 'unreachable' || ended.kind === 'inconclusive') {
    span.setAttribute('error.type', /^[A-Za-z][A-Za-z0-9_]+(?=:|$)/.exec(ended.error)?.[0] ?? '_OTHER')
    span.setStatus({ code: errorCode, message: ended.error })
  } else {
    span.setAttribute('http.response.status_code', ended.status)
    if (ended.kind === 'refused') {
      span.setAttribute('error.type', String(ended.status))
      span.setStatus({ code: errorCode })
    }
  }
  span.end()
}
