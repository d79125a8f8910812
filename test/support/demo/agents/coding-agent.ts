import { callModel } from '../call-model.ts';
import { type CodingTask, codingTasks } from '../texts/coding-tasks.ts';
import type { TraceRecorder } from '../trace-recorder.ts';
import { type Agent, assistant, type Played, system, type Turn, toolCall, user } from './agent.ts';

const instructions = system(
  'You change code in a repository. Read before you write, run the tests after each change, stop when they pass.',
);

/** Reads, edits and tests in a loop until it works, or until it has tried often enough. */
export const codingAgent: Agent = {
  service: 'coding-agent',
  traceName: 'coding-task',
  releases: { before: '0.9.1', after: '0.10.0' },
  topics: codingTasks.length,
  turnsOf: () => 1,
  play,
};

function play({ recorder, topic }: Turn): Played {
  const task = codingTasks[topic];
  if (task === undefined) throw new Error('There is no such task.');
  const { random } = recorder;
  const rounds = random.whole(2, 9);
  const givesUp = random.chance(0.14);
  recorder.run(
    { name: 'invoke_agent coder', type: 'agent', input: task.task, metadata: { repository: task.repository, rounds } },
    (agent) => {
      const messages: object[] = [instructions, user(task.task)];
      readFiles(recorder, task, messages);
      for (let round = 1; round <= rounds; round++) {
        recorder.run({ name: `attempt ${round}`, type: 'workflow', metadata: { round } }, () => {
          edit(recorder, task, messages);
          runTests(recorder, task, round === rounds && !givesUp);
        });
      }
      if (givesUp)
        return recorder.fail(
          'TestsStillFail',
          `The tests fail after ${rounds} attempts; the branch was left as it is.`,
        );
      agent.output = task.summary;
    },
  );
  return {
    tags: ['coding', 'internal'],
    scores: [
      { name: 'tests_pass', value: !givesUp },
      ...(random.chance(0.4)
        ? [{ name: 'review', value: givesUp ? 'rejected' : random.pick(['merged', 'merged', 'changes asked']) }]
        : []),
    ],
  };
}

function readFiles(recorder: TraceRecorder, task: CodingTask, messages: object[]): void {
  recorder.run({ name: 'explore', type: 'span' }, () => {
    recorder.run({ name: 'execute_tool list_files', type: 'tool', input: { glob: '**/*' } }, (span) => {
      recorder.pass(recorder.random.around(30, 0.4));
      span.output = task.files.map(({ path }) => path);
    });
    recorder.together(
      task.files.map(({ path, text }) => () => {
        recorder.run({ name: 'execute_tool read_file', type: 'tool', input: { path } }, (span) => {
          recorder.pass(recorder.random.around(12, 0.4));
          span.output = text;
        });
      }),
    );
  });
  messages.push(user(task.files.map(({ path, text }) => `\`\`\`\n// ${path}\n${text}\`\`\``).join('\n\n')));
}

function edit(recorder: TraceRecorder, task: CodingTask, messages: object[]): void {
  const id = `toolu_${recorder.random.hex(10)}`;
  const call = { role: 'assistant', content: null, tool_calls: [toolCall(id, 'apply_patch', { patch: task.patch })] };
  callModel(recorder, {
    model: 'claude-sonnet-5',
    messages: [...messages],
    answer: [call],
    finishReason: 'tool_use',
    parameters: { max_tokens: 16_000 },
    hiddenTokens: 11_000 + messages.length * 700,
    cachedShare: 0.93,
    reasoningTokens: recorder.random.whole(120, 2600),
  });
  recorder.run({ name: 'execute_tool apply_patch', type: 'tool', input: { patch: task.patch } }, (span) => {
    recorder.pass(recorder.random.around(25, 0.5));
    span.output = { files_changed: 1, applied: true };
  });
  messages.push(call, { role: 'tool', tool_call_id: id, content: 'applied' });
}

function runTests(recorder: TraceRecorder, task: CodingTask, passes: boolean): void {
  recorder.run({ name: 'execute_tool run_tests', type: 'tool', input: { command: 'npm test -- --run' } }, (span) => {
    recorder.log('info', 'Collected 214 tests in 38 files.');
    recorder.pass(recorder.random.around(7200, 0.45));
    if (passes) {
      recorder.log('info', '214 passed.');
      span.output = { exit: 0, passed: 214, failed: 0 };
      return;
    }
    recorder.log('error', task.failure);
    recorder.fail('TestFailure', '1 of 214 tests failed', task.failure.split('\n').slice(1));
    span.output = { exit: 1, passed: 213, failed: 1, log: task.failure };
  });
  if (passes)
    callModel(recorder, {
      model: 'claude-haiku-4-5',
      name: 'summarise',
      messages: [user('Say in two sentences what you changed.')],
      answer: [assistant(task.summary)],
      hiddenTokens: 1200,
    });
}
