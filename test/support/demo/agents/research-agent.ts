import { callModel, embed, failModelCall } from '../call-model.ts';
import { type ResearchQuestion, researchQuestions } from '../texts/research-questions.ts';
import type { TraceRecorder } from '../trace-recorder.ts';
import { type Agent, assistant, type Played, system, type Turn, user } from './agent.ts';

const planner = system('Split the question into parts that can be researched on their own. Answer as JSON.');
const researcher = system('Research one part of a question. Cite what you use; say what you do not know.');
const writer = system('Write a report of one page. Answer first. Name what is uncertain.');

/** A lead that plans, sub-agents that work side by side, a writer and a critic. */
export const researchAgent: Agent = {
  service: 'research-agent',
  traceName: 'research',
  releases: { before: '1.4.0', after: '1.5.0' },
  topics: researchQuestions.length,
  turnsOf: () => 1,
  play,
};

function play({ recorder, topic, release }: Turn): Played {
  const question = researchQuestions[topic];
  if (question === undefined) throw new Error('There is no such question.');
  const { random } = recorder;
  recorder.run(
    {
      name: 'invoke_agent research lead',
      type: 'agent',
      input: question.question,
      metadata: { depth: question.parts.length > 3 ? 'deep' : 'normal' },
    },
    (lead) => {
      plan(recorder, question);
      recorder.together(question.parts.map((part, index) => () => subAgent(recorder, question, part, index)));
      writeReport(recorder, question, release);
      lead.output = question.report;
    },
  );
  return {
    tags: ['research', 'internal'],
    scores: [
      {
        name: 'citations',
        value: Number(random.around(0.86, 0.08).toFixed(2)),
        scorer: { name: 'citation-check', version: '2' },
      },
      ...(random.chance(0.5)
        ? [{ name: 'useful', value: random.chance(0.8), comment: 'Read by the strategy team.' }]
        : []),
    ],
  };
}

function plan(recorder: TraceRecorder, question: ResearchQuestion): void {
  callModel(recorder, {
    model: 'claude-opus-5',
    name: 'plan',
    messages: [planner, user(question.question)],
    answer: [assistant(JSON.stringify({ parts: question.parts, stop_when: 'each part has two sources' }, null, 2))],
    parameters: {
      max_tokens: 4000,
      response_format: { type: 'json_schema', json_schema: { name: 'plan', strict: true } },
      thinking: { budget_tokens: 2000 },
    },
    prompt: { name: 'research-planner', version: '4' },
    hiddenTokens: 900,
    reasoningTokens: recorder.random.whole(350, 1400),
  });
}

function subAgent(recorder: TraceRecorder, question: ResearchQuestion, part: string, index: number): void {
  const { random } = recorder;
  recorder.run({ name: `invoke_agent researcher ${index + 1}`, type: 'agent', input: part }, (agent) => {
    const notes: string[] = [];
    for (let round = 0; round < random.whole(1, 3); round++) {
      retrieve(recorder, question, part);
      fetchPages(recorder, question);
      const note = `${part}: ${question.sources.map(({ text }, place) => `${text} [${place + 1}]`).join(' ')}`;
      readNotes(recorder, part, note, round);
      notes.push(note);
    }
    agent.output = notes.join('\n\n');
  });
}

function retrieve(recorder: TraceRecorder, question: ResearchQuestion, part: string): void {
  recorder.together([
    () =>
      recorder.run({ name: 'web_search', type: 'retriever', input: part }, (span) => {
        recorder.pass(recorder.random.around(620, 0.5));
        span.output = question.sources.map(({ title, url, text }) => ({ title, url, snippet: text.slice(0, 90) }));
      }),
    () =>
      recorder.run({ name: 'search_archive', type: 'retriever', input: part }, (span) => {
        embed(recorder, [part]);
        recorder.pass(recorder.random.around(45, 0.4));
        span.output = question.sources.slice(0, 2).map(({ title, text }) => ({
          id: title,
          content: text,
          score: Number(recorder.random.around(0.8, 0.1).toFixed(3)),
        }));
      }),
  ]);
}

function fetchPages(recorder: TraceRecorder, { sources }: ResearchQuestion): void {
  recorder.together(
    sources.slice(0, 3).map(({ url, text }) => () => {
      recorder.run({ name: 'execute_tool fetch_page', type: 'tool', input: { url } }, (span) => {
        recorder.pass(recorder.random.around(480, 0.7));
        if (recorder.random.chance(0.06)) {
          recorder.fail('HTTPStatusError', `503 Service Unavailable for ${url}`, [
            'fetchPage (src/tools/fetch-page.ts:22:11)',
          ]);
          return;
        }
        span.output = { status: 200, text };
      });
    }),
  );
}

function readNotes(recorder: TraceRecorder, part: string, note: string, round: number): void {
  const model = round === 0 ? 'gemini-2.5-flash' : 'claude-sonnet-5';
  const messages = [researcher, user(part)];
  if (recorder.random.chance(0.03)) {
    failModelCall(
      recorder,
      { model, messages },
      { errorType: 'OverloadedError', message: '529 Overloaded', afterMs: 900 },
    );
    recorder.pass(1000);
  }
  callModel(recorder, {
    model,
    messages,
    answer: [assistant(note)],
    parameters: { temperature: 0.3 },
    hiddenTokens: recorder.random.whole(3000, 14_000),
    cachedShare: round === 0 ? 0 : 0.6,
  });
}

function writeReport(recorder: TraceRecorder, question: ResearchQuestion, release: string): void {
  recorder.run({ name: 'write report', type: 'workflow', input: { parts: question.parts.length } }, (span) => {
    callModel(recorder, {
      model: 'claude-opus-5',
      name: 'draft',
      messages: [writer, user(question.question)],
      answer: [assistant(question.report)],
      prompt: { name: 'research-writer', version: release === '1.5.0' ? '6' : '5' },
      hiddenTokens: 9000,
      cachedShare: 0.4,
    });
    recorder.run({ name: 'critic', type: 'evaluator', input: question.report.slice(0, 200) }, (critic) => {
      callModel(recorder, {
        model: 'gpt-5-mini',
        messages: [system('Find claims without a source.'), user(question.report)],
        answer: [assistant('{"unsupported": 0, "verdict": "pass"}')],
        isStreamed: false,
      });
      critic.output = { verdict: 'pass', unsupported: 0 };
    });
    span.output = question.report;
  });
}
