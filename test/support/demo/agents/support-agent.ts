import { callModel, failModelCall, type ModelCallInput } from '../call-model.ts';
import { supportTools } from '../texts/support-tools.ts';
import { type SupportStep, type SupportTurn, supportTopics } from '../texts/support-topics.ts';
import type { TraceRecorder } from '../trace-recorder.ts';
import { type Agent, assistant, type Played, system, type Turn, toolCall, user } from './agent.ts';

const instructions = system(
  'You are the support agent of Nordpfad, a shop for outdoor equipment. Answer in the language of the customer, in at most 120 words. Look things up with the tools; never guess prices, dates or stock. Hand over to a person when the customer asks for one.',
);
const releases = { before: '2.7.3', after: '2.8.0' };

/** Release 2.8.0 came with a longer prompt: it is slower, dearer, and its tools time out more often. */
interface Habits {
  prompt: { name: string; version: string };
  hiddenTokens: number;
  slowness: number;
  timeouts: number;
}
const habitsOf = (release: string): Habits =>
  release === releases.after
    ? { prompt: { name: 'support-agent', version: '8' }, hiddenTokens: 4900, slowness: 1.55, timeouts: 0.09 }
    : { prompt: { name: 'support-agent', version: '7' }, hiddenTokens: 2300, slowness: 1, timeouts: 0.02 };

export const supportAgent: Agent = {
  service: 'support-agent',
  traceName: 'support-turn',
  releases,
  topics: supportTopics.length,
  turnsOf: (topic) => supportTopics[topic]?.turns.length ?? 1,
  play,
};

function play({ recorder, topic: index, turn: turnIndex, release }: Turn): Played {
  const topic = supportTopics[index];
  const turn = topic?.turns[turnIndex];
  if (topic === undefined || turn === undefined) throw new Error('There is no such turn.');
  const habits = habitsOf(release);
  const history = topic.turns.slice(0, turnIndex).flatMap((said) => [user(said.user), assistant(said.answer)]);
  const messages: object[] = [instructions, ...history, user(turn.user)];
  let isAnswered = true;
  recorder.run(
    {
      name: 'invoke_agent support',
      type: 'agent',
      input: [user(turn.user)],
      metadata: { intent: topic.intent, language: topic.language, channel: 'web' },
    },
    (agent) => {
      guard(recorder, turn.user);
      isAnswered = answer(recorder, messages, turn, habits);
      if (isAnswered) agent.output = [assistant(turn.answer)];
      else
        recorder.fail(
          'AgentStopped',
          'The model could not be reached three times in a row; the customer was handed over.',
        );
    },
  );
  return { tags: ['support', topic.intent], scores: scoresOf(recorder, turn, isAnswered, habits) };
}

function guard(recorder: TraceRecorder, text: string): void {
  recorder.run({ name: 'check_input', type: 'guardrail', input: text }, (span) => {
    recorder.pass(recorder.random.around(38, 0.4));
    span.output = { allowed: true, categories: [], score: Number((recorder.random.next() * 0.08).toFixed(3)) };
  });
}

/** Calls tools until all is known, then answers. False if the model could not be reached. */
function answer(recorder: TraceRecorder, messages: object[], turn: SupportTurn, habits: Habits): boolean {
  for (const [index, step] of turn.steps.entries()) {
    const id = `call_${recorder.random.hex(8)}`;
    const call = { role: 'assistant', content: null, tool_calls: [toolCall(id, step.tool, step.arguments)] };
    const asked = ask(recorder, habits, { messages: [...messages], answer: [call], finishReason: 'tool_calls' });
    if (!asked) return false;
    const result = runTool(recorder, step, habits);
    messages.push(call, { role: 'tool', tool_call_id: id, content: JSON.stringify(result) });
    if (index === 0) recorder.log('info', `Plan: ${turn.steps.length} lookups, then answer.`);
  }
  return ask(recorder, habits, { messages, answer: [assistant(turn.answer)] });
}

function ask(
  recorder: TraceRecorder,
  habits: Habits,
  call: Pick<ModelCallInput, 'messages' | 'answer' | 'finishReason'>,
): boolean {
  const { random } = recorder;
  const input: ModelCallInput = {
    ...{ model: 'gpt-5.4', prompt: habits.prompt, hiddenTokens: habits.hiddenTokens, slowness: habits.slowness },
    parameters: { temperature: 0.2, max_tokens: 800, tools: supportTools },
    cachedShare: random.chance(0.8) ? 0.85 : 0,
    ...call,
  };
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (!random.chance(attempt === 1 ? 0.035 : 0.3)) {
      callModel(recorder, input);
      return true;
    }
    failModelCall(recorder, input, {
      errorType: 'RateLimitError',
      message:
        '429 Rate limit reached for gpt-5.4 in organization org-demo on tokens per min (TPM): limit 800000, used 797412, requested 6120. Please try again in 264ms.',
      afterMs: 190,
      stack: [
        'OpenAI.makeRequest (node_modules/openai/client.js:412:19)',
        'answer (src/agent/answer.ts:58:22)',
        'SupportAgent.run (src/agent/index.ts:31:5)',
      ],
    });
    recorder.log('warn', `Attempt ${attempt} was refused; waiting ${300 * attempt} ms.`);
    recorder.pass(300 * attempt);
  }
  return false;
}

function runTool(recorder: TraceRecorder, step: SupportStep, habits: Habits): unknown {
  const { random } = recorder;
  if (random.chance(habits.timeouts)) {
    recorder.run({ name: `execute_tool ${step.tool}`, type: 'tool', input: step.arguments }, () => {
      recorder.log('debug', 'GET https://orders.internal/v3/lookup');
      recorder.pass(5000);
      recorder.fail('TimeoutError', `${step.tool} did not answer within 5000 ms`, [
        'withTimeout (src/tools/with-timeout.ts:17:11)',
        `${step.tool} (src/tools/index.ts:40:10)`,
      ]);
    });
  }
  recorder.run({ name: `execute_tool ${step.tool}`, type: 'tool', input: step.arguments }, (span) => {
    recorder.log('debug', 'GET https://orders.internal/v3/lookup');
    recorder.pass(random.around(140, 0.6));
    span.output = step.result;
  });
  return step.result;
}

function scoresOf({ random }: TraceRecorder, turn: SupportTurn, isAnswered: boolean, habits: Habits): Played['scores'] {
  const quality = isAnswered ? (habits.slowness > 1 ? 0.78 : 0.87) : 0.2;
  return [
    {
      name: 'faithfulness',
      value: Number(Math.min(1, Math.max(0, random.around(quality, 0.12))).toFixed(2)),
      scorer: { name: 'faithfulness-judge', version: '3' },
    },
    ...(random.chance(0.35) ? [{ name: 'resolved', value: isAnswered && random.chance(0.84) }] : []),
    ...(random.chance(0.22)
      ? [
          {
            name: 'tone',
            value: isAnswered ? random.pick(['friendly', 'friendly', 'neutral', 'stiff']) : 'stiff',
            comment: turn.user.length > 200 ? 'The customer is upset; could show more of it.' : 'Fits.',
          },
        ]
      : []),
  ];
}
