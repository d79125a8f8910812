import { CodeBlock } from '../../ui/code-block.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { useDelayed } from '../../ui/states.tsx';
import styles from './answer.module.css';
import type { Answer } from './answer.ts';

/** Reasoning, text and tool calls, as far as they have arrived. */
export function AnswerBody({ answer, isRaw }: { answer: Answer; isRaw: boolean }) {
  const { reasoning, text, toolCalls, status, firstTokenAt } = answer;
  if (firstTokenAt === null) return status === 'streaming' ? <Waiting /> : null;
  return (
    <>
      {reasoning === '' ? null : (
        <details className={styles['details']} open={text === ''}>
          <summary>Reasoning</summary>
          <div className={styles['reasoning']}>{reasoning}</div>
        </details>
      )}
      {text === '' ? null : (
        <div data-testid="answer-text">
          <MarkdownText text={text} isRaw={isRaw} />
        </div>
      )}
      {toolCalls.map((call) => (
        <CodeBlock
          key={call.index}
          title={`Calls ${call.name}`}
          label={`Arguments of ${call.name}`}
          code={call.arguments}
        />
      ))}
    </>
  );
}

function Waiting() {
  return <p className={styles['waiting']}>{useDelayed() ? 'Waiting for the first token…' : '\u00a0'}</p>;
}
