import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { Conversation } from './conversation.tsx';
import { type DraftChange, requestOf } from './draft.ts';
import { keepModel, modelOfDraft } from './draft-model.ts';
import { ModelPicker } from './model-picker.tsx';
import styles from './playground.module.css';
import { SettingsPanel } from './settings-panel.tsx';
import { typedModel } from './typed-model.ts';
import { useChatModels, useDefaultModel } from './use-chat-models.ts';
import { useDraft } from './use-draft.ts';

/** `/playground`: try a model, see what it costs and how fast it is, take the call away as code. */
export function PlaygroundPage() {
  const { models, error, refetch } = useChatModels();
  const [draft, dispatch] = useDraft();
  const [isCodeShown, setIsCodeShown] = useState(false);
  const first = useDefaultModel(models);
  const model = models === null ? null : modelOfDraft(draft, models, first);
  const change = (one: DraftChange) => {
    for (const each of keepModel(draft, model, one)) dispatch(each);
  };
  // A model that is not in the catalogue can still be named in a link: an endpoint of one's own may serve it.
  const modelId = model?.id ?? draft.model;
  const action = (
    <Button disabled={modelId === null} onClick={() => setIsCodeShown(true)}>
      Copy as code
    </Button>
  );
  return (
    <Page title="Playground" action={action}>
      <div className={styles['columns']}>
        <section className={styles['settings']} aria-label="Model and parameters">
          {error && !models ? (
            <ErrorState what="The models could not be loaded" error={error} onRetry={() => void refetch()} />
          ) : null}
          {models ? (
            <ModelPicker
              models={models}
              model={model ?? (draft.model === null ? null : typedModel(draft.model))}
              onPick={({ id }) => change({ type: 'set', part: { model: id } })}
            />
          ) : null}
          {!models && !error ? <SkeletonRows count={2} label="Loading models" /> : null}
          <SettingsPanel draft={draft} model={model} change={change} />
        </section>
        <Conversation draft={draft} change={change} model={model} modelId={modelId} />
      </div>
      {isCodeShown && modelId !== null ? (
        <CodeDialog request={requestOf(draft, modelId)} onClose={() => setIsCodeShown(false)} />
      ) : null}
    </Page>
  );
}
