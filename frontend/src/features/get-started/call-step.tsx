import { publicApiUrl } from '../../lib/config.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { buildSnippet, keyPlaceholder } from './build-snippet.ts';
import styles from './get-started.module.css';
import type { SnippetLanguage } from './get-started-search.ts';
import { ModelChoice } from './model-choice.tsx';
import { Step } from './step.tsx';

const tabs = [
  { id: 'curl', label: 'curl' },
  { id: 'typescript', label: 'TypeScript' },
  { id: 'python', label: 'Python' },
  { id: 'otel', label: 'OpenTelemetry' },
] as const;

export interface CallStepProps {
  secret: string | null;
  language: SnippetLanguage;
  model: string;
  /** A trace has arrived. */
  isDone: boolean;
  onLanguage: (language: SnippetLanguage) => void;
  onModel: (model: string) => void;
}

export function CallStep({ secret, language, model, isDone, onLanguage, onModel }: CallStepProps) {
  const code = buildSnippet(language, { apiUrl: publicApiUrl(), apiKey: secret ?? keyPlaceholder, model });
  const label = tabs.find((tab) => tab.id === language)?.label ?? language;
  return (
    <Step
      number={2}
      title="Call a model"
      isDone={isDone}
      text="With the official openai package only the base URL and the key change. Any OpenTelemetry SDK can send its traces too."
    >
      <div className={styles['call']}>
        <ModelChoice model={model} onChoose={onModel} isDisabled={language === 'otel'} />
        <LinkButton to="/playground" search={{ model } as never}>
          Try it in the playground
        </LinkButton>
      </div>
      <Tabs label="Language" tabs={tabs} value={language} onChange={onLanguage}>
        <CodeBlock code={code} label={`${label} snippet`} />
      </Tabs>
      {secret === null ? (
        <p className={styles['text']}>
          Replace <code>{keyPlaceholder}</code> with your key, or create one in step 1 to have it filled in.
        </p>
      ) : null}
    </Step>
  );
}
