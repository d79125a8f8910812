import { Link } from '@tanstack/react-router';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Banner } from '../../ui/states.tsx';
import styles from './get-started.module.css';
import { Step } from './step.tsx';
import { useFreshKey } from './use-fresh-key.ts';

export function KeyStep({ secret, onSecret }: { secret: string | null; onSecret: (secret: string) => void }) {
  const canCreate = useCan('editor');
  const create = useFreshKey(onSecret);
  return (
    <Step
      number={1}
      title="Create an API key"
      isDone={secret !== null}
      text={
        <>
          It may call models and send traces. All keys are on the <Link to="/keys">API keys</Link> page.
        </>
      }
    >
      {canCreate ? null : <Banner>Viewers cannot create keys. Ask an editor of this project for one.</Banner>}
      {secret === null && canCreate ? (
        <div>
          <Button variant="primary" isBusy={create.isPending} onClick={() => create.mutate()}>
            Create key
          </Button>
        </div>
      ) : null}
      <FormError error={create.error} />
      {secret === null ? null : (
        <div className={styles['secret']}>
          <CodeBlock code={secret} label="API key" isWrapped />
          <Banner tone="caution">Copy it now: leaving this page forgets it. It is in the snippets below.</Banner>
        </div>
      )}
    </Step>
  );
}
