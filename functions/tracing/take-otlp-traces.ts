import type { ingestLangfuseTraces, ingestOtlpTraces } from '../../shared/contract/tracing.ts';
import type { Call } from '../../shared/http/create-api.ts';
import { acceptSpans, keyIdOf } from './accept-spans.ts';
import type { TracingPorts } from './app.ts';
import { exportResponse } from './otlp/export-response.ts';
import { mapGroups } from './otlp/map-groups.ts';
import { createModelLookup } from './otlp/model-lookup.ts';
import { readOtlpBody } from './otlp/read-otlp-body.ts';
import { bodyFormOf } from './raw/body-form.ts';

type Ports = Pick<TracingPorts, 'sink' | 'clock' | 'overrides' | 'archive'>;

/** Takes an export request of OTLP: answers when its spans are durable, and names those that cannot be. */
export async function takeOtlpTraces(
  call: Call<typeof ingestOtlpTraces | typeof ingestLangfuseTraces>,
  ports: Ports,
): Promise<Response> {
  const { projectId, principal, rawBody } = call;
  const form = bodyFormOf(call.request);
  const { contentType, groups } = await readOtlpBody(form, rawBody);
  const findModel = createModelLookup(await ports.overrides.list(projectId));
  const context = { projectId, keyId: keyIdOf(principal), findModel, receivedAt: ports.clock() };
  const { spans, rejection } = mapGroups(groups, context);
  if (spans.length + rejection.count > 0) {
    const path = new URL(call.request.url).pathname;
    await acceptSpans({ projectId, source: 'otlp', principal, path, form, rawBody, spans }, ports);
  }
  return exportResponse(contentType, rejection);
}
