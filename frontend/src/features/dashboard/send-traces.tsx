import { config } from '../../lib/config.ts';
import { CodeBlock } from '../../ui/code-block.tsx';

/** What an application with any OpenTelemetry SDK is told. */
export function SendTraces() {
  const apiUrl = config().apiUrl === '' ? window.location.origin : config().apiUrl.replace(/\/$/, '');
  const code = `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${apiUrl}/otel/v1/traces
export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf
export OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Bearer%20YOUR_API_KEY"`;
  return <CodeBlock code={code} label="Environment of your application" />;
}
