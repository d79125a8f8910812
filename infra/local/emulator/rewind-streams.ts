import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const functionsStateSchema = z.looseObject({
  payload: z.looseObject({
    dynamodb_stream_positions: z.looseObject({ data: z.record(z.string(), z.int()) }),
  }),
});

/**
 * MiniStack keeps how far each consumer had read a table's stream, but not the stream: after a restart a consumer would
 * wait until as many changes had come as before it. Puts every one of them back to the start of the new, empty stream.
 * State that is absent or of another form is left alone.
 */
export function rewindStreams(servicesState: string): void {
  const path = join(servicesState, 'lambda.json');
  const state = functionsStateSchema.safeParse(readState(path));
  if (!state.success) return;
  const { data } = state.data.payload.dynamodb_stream_positions;
  for (const consumer of Object.keys(data)) data[consumer] = 0;
  writeFileSync(path, JSON.stringify(state.data));
}

function readState(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
