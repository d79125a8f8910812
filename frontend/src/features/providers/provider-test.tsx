import type { testProvider } from '../../../../shared/contract/providers.ts';
import type { Result } from '../../../../shared/contract/route.ts';
import { Duration } from '../../ui/figure.tsx';
import { Status } from '../../ui/status.tsx';
import { providerTestWords } from './provider-test-words.ts';
import styles from './providers.module.css';

/** What came of calling a provider’s model list. */
export function ProviderTestResult({ result }: { result: Result<typeof testProvider> }) {
  const { tone, heading } = providerTestWords[result.outcome];
  return (
    <div className={styles['result']} role="status">
      <Status tone={tone}>{heading}</Status>
      <span>
        {result.message}
        {result.latencyMs === null ? null : (
          <>
            {' '}
            It took <Duration ms={result.latencyMs} />.
          </>
        )}
      </span>
    </div>
  );
}
