import { callModel, embed } from '../call-model.ts';
import { type HandbookQuestion, handbookQuestions } from '../texts/documents.ts';
import type { TraceRecorder } from '../trace-recorder.ts';
import { type Agent, assistant, type Played, system, type Turn, user } from './agent.ts';

const instructions = system('Answer from the passages alone and cite them as [1], [2]. If they do not say it, say so.');

/** Embeds, retrieves, ranks anew, answers, and checks what it answered. */
export const ragChain: Agent = {
  service: 'handbook',
  traceName: 'ask-handbook',
  releases: { before: '3.1.0', after: '3.2.0' },
  topics: handbookQuestions.length,
  turnsOf: () => 1,
  play,
};

function play({ recorder, topic, release }: Turn): Played {
  const asked = handbookQuestions[topic];
  if (asked === undefined) throw new Error('There is no such question.');
  const { random } = recorder;
  recorder.run(
    { name: 'ask-handbook', type: 'workflow', input: asked.question, metadata: { index: 'handbook-2026-11' } },
    (chain) => {
      embed(recorder, [asked.question]);
      retrieve(recorder, asked);
      if (random.chance(0.02))
        return recorder.fail('IndexUnavailable', 'The index handbook-2026-11 is being rebuilt', [
          'Index.open (rag/index.py:88)',
        ]);
      rerank(recorder, asked);
      answer(recorder, asked, release);
      chain.output = asked.answer;
    },
  );
  return {
    tags: ['handbook', 'internal'],
    scores: [
      ...(random.chance(0.6)
        ? [
            {
              name: 'relevance',
              value: Number(Math.min(1, random.around(0.84, 0.12)).toFixed(2)),
              scorer: { name: 'relevance-judge', version: '5' },
            },
          ]
        : []),
      ...(random.chance(0.25) ? [{ name: 'thumbs', value: random.chance(0.88) }] : []),
    ],
  };
}

function retrieve(recorder: TraceRecorder, { question, documents }: HandbookQuestion): void {
  recorder.run({ name: 'retrieve', type: 'retriever', input: { query: question, top_k: 12 } }, (span) => {
    recorder.together([() => store(recorder, 'vector store', 42), () => store(recorder, 'keyword store', 18)]);
    span.output = documents.map(({ id, title, text, score }) => ({ id, title, content: text, score }));
  });
}

function store(recorder: TraceRecorder, name: string, medianMs: number): void {
  recorder.run({ name, type: 'span' }, () => recorder.pass(recorder.random.around(medianMs, 0.5)));
}

function rerank(recorder: TraceRecorder, { question, documents }: HandbookQuestion): void {
  const model = { provider: 'cohere', requestedModel: 'rerank-v4.0', operation: 'rerank' as const };
  recorder.run(
    { name: 'rerank', type: 'reranker', input: { query: question, documents: documents.length }, model },
    (span) => {
      recorder.pass(recorder.random.around(130, 0.4));
      span.output = documents.slice(0, 3).map(({ id, score }) => ({ id, score: Number((score * 0.98).toFixed(3)) }));
    },
  );
}

function answer(
  recorder: TraceRecorder,
  { question, answer: text, documents }: HandbookQuestion,
  release: string,
): void {
  const passages = documents.map(({ title, text: passage }, index) => `[${index + 1}] ${title}: ${passage}`).join('\n');
  callModel(recorder, {
    model: release === '3.2.0' ? 'mistral-large-2512' : 'gpt-5-mini',
    messages: [instructions, user(`${passages}\n\n${question}`)],
    answer: [assistant(text)],
    prompt: { name: 'handbook-answer', version: release === '3.2.0' ? '12' : '11' },
    parameters: { temperature: 0, max_tokens: 500 },
    hiddenTokens: recorder.random.whole(1500, 5200),
    cachedShare: recorder.random.chance(0.3) ? 0.35 : 0,
  });
  recorder.run({ name: 'check_grounding', type: 'guardrail', input: text }, (span) => {
    callModel(recorder, {
      model: 'gpt-5.4-nano',
      messages: [system('Is each sentence supported? Answer yes or no.'), user(text)],
      answer: [assistant('yes')],
      isStreamed: false,
      hiddenTokens: 600,
    });
    span.output = { grounded: true };
  });
}
