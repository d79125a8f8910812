import { callModel } from '../call-model.ts';
import { tickets } from '../texts/documents.ts';
import type { TraceRecorder } from '../trace-recorder.ts';
import { type Agent, type Played, system, type Turn, user } from './agent.ts';

const labels = ['delivery', 'refund', 'payment', 'product', 'account', 'safety'];
const instructions = system(
  `Sort the ticket into one of ${labels.join(', ')}. Answer as JSON: {"label": …, "urgent": …}`,
);
const schema = {
  type: 'json_schema',
  json_schema: {
    name: 'ticket',
    strict: true,
    schema: {
      type: 'object',
      required: ['label', 'urgent'],
      properties: { label: { enum: labels }, urgent: { type: 'boolean' } },
    },
  },
};

/** Sorts a batch of tickets, eight at a time, with a structured answer for each. */
export const batchClassifier: Agent = {
  service: 'ticket-classifier',
  traceName: 'classify-batch',
  releases: { before: '5.0.2', after: '5.0.2' },
  topics: 4,
  turnsOf: () => 1,
  play,
};

function play({ recorder, topic }: Turn): Played {
  const { random } = recorder;
  const size = random.whole(8, 36);
  let failures = 0;
  recorder.run(
    {
      name: 'classify-batch',
      type: 'workflow',
      input: { queue: 'inbox', size },
      metadata: { queue: 'inbox', size, shard: topic },
    },
    (batch) => {
      recorder.run({ name: 'load tickets', type: 'span' }, () => recorder.pass(random.around(210, 0.3)));
      for (let first = 0; first < size; first += 8) {
        const count = Math.min(8, size - first);
        recorder.together(
          Array.from({ length: count }, () => () => {
            if (!classify(recorder)) failures++;
          }),
        );
      }
      recorder.run({ name: 'store labels', type: 'span' }, () => recorder.pass(random.around(160, 0.3)));
      batch.output = { classified: size - failures, failed: failures };
    },
  );
  return {
    tags: ['batch', 'tickets'],
    scores: [
      {
        name: 'agreement',
        value: Number(Math.min(1, random.around(0.93, 0.03)).toFixed(3)),
        scorer: { name: 'human-sample', version: '1' },
      },
    ],
  };
}

function classify(recorder: TraceRecorder): boolean {
  const { random } = recorder;
  const label = random.pick(labels);
  const isInvalid = random.chance(0.012);
  const answer = isInvalid
    ? `{"label": "${label}", "urgent": maybe}`
    : JSON.stringify({ label, urgent: random.chance(0.15) });
  const call = callModel(recorder, {
    model: 'gpt-5.4-nano',
    name: 'classify',
    messages: [instructions, user(random.pick(tickets))],
    answer: [{ role: 'assistant', content: answer }],
    parameters: { temperature: 0, response_format: schema },
    prompt: { name: 'ticket-labels', version: '3' },
    isStreamed: false,
    hiddenTokens: 220,
  });
  if (!isInvalid) return true;
  call.errorType = 'SchemaMismatch';
  call.statusMessage = 'urgent: expected true or false, got `maybe`';
  return false;
}
