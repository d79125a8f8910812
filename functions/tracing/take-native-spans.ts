import type { ingestSpans } from '../../shared/contract/native-spans.ts';
import type { Result } from '../../shared/contract/route.ts';
import type { Call } from '../../shared/http/create-api.ts';
import { acceptSpans, keyIdOf } from './accept-spans.ts';
import type { TracingPorts } from './app.ts';
import { nativePath } from './native/native-path.ts';
import { mapNativeSpans, readNativeBody } from './native/read-native-spans.ts';
import { createModelLookup } from './otlp/model-lookup.ts';
import { bodyFormOf } from './raw/body-form.ts';

type Ports = Pick<TracingPorts, 'sink' | 'clock' | 'overrides' | 'archive'>;

/** Takes a batch of native spans: answers when the good ones are durable, and names the others. */
export async function takeNativeSpans(
  call: Call<typeof ingestSpans>,
  ports: Ports,
): Promise<Result<typeof ingestSpans>> {
  const { projectId, principal, rawBody } = call;
  const form = bodyFormOf(call.request);
  const candidates = call.body?.spans ?? (await readNativeBody(form, rawBody));
  const findModel = createModelLookup(await ports.overrides.list(projectId));
  const context = { projectId, keyId: keyIdOf(principal), findModel, receivedAt: ports.clock() };
  const { spans, rejected } = mapNativeSpans(candidates, context);
  await acceptSpans({ projectId, source: 'native', principal, path: nativePath, form, rawBody, spans }, ports);
  return { accepted: spans.length, rejected };
}
