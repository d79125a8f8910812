import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../ui/page.tsx';
import { CallStep } from './call-step.tsx';
import styles from './get-started.module.css';
import { KeyStep } from './key-step.tsx';
import { TraceStep } from './trace-step.tsx';
import { useLatestTrace } from './use-latest-trace.ts';

const route = getRouteApi('/shell/');
export const defaultModel = 'sandbox/lorem';

/** From nothing to a traced call in three steps, each of which works as it stands. */
export function GetStartedPage() {
  const { language = 'curl', model = defaultModel } = route.useSearch();
  const navigate = route.useNavigate();
  // In memory only: leaving the page forgets the secret, as it should.
  const [secret, setSecret] = useState<string | null>(null);
  const latest = useLatestTrace();
  return (
    <Page title="Get started" layout="padded">
      <ol className={styles['steps']}>
        <KeyStep secret={secret} onSecret={setSecret} />
        <CallStep
          secret={secret}
          language={language}
          model={model}
          isDone={latest.isNew}
          onLanguage={(id) => void navigate({ search: (old) => ({ ...old, language: id }), replace: true })}
          onModel={(id) => void navigate({ search: (old) => ({ ...old, model: id }), replace: true })}
        />
        <TraceStep latest={latest} />
      </ol>
    </Page>
  );
}
