import { config } from '../../lib/config.ts';
import { CodeBlock } from '../../ui/code-block.tsx';

/** What an application with any OpenTelemetry SDK is told. */
export function SendTraces() {
  const apiUrl = config().apiUrl === '' ? window.location.origin : config().apiUrl.replace(/\/$/, '');
  const code = `export OTEL_EXPORTER_OTLP_ENDPOINT=${apiUrl}/otel
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer YOUR_API_KEY"`;
  return <CodeBlock code={code} label="Environment of your application" />;
}
