import { useState } from 'react';
import type { CacheSettings } from '../../../../shared/contract/response-cache.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { useCan } from '../../lib/use-me.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import styles from '../../ui/layout.module.css';
import { NumberField } from '../../ui/number-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { lifeWords } from './life-words.ts';
import { useCacheActions } from './use-governance-actions.ts';

export function CacheSettingsForm({ settings: before }: { settings: CacheSettings }) {
  const { settings } = useCacheActions();
  const isAdmin = useCan('admin');
  const [isEnabled, setIsEnabled] = useState(before.isEnabled);
  const [maxTtlSeconds, setMaxTtlSeconds] = useState<number | undefined>(before.maxTtlSeconds);
  const isSame = isEnabled === before.isEnabled && maxTtlSeconds === before.maxTtlSeconds;
  const save = () =>
    settings.mutate(
      { isEnabled, maxTtlSeconds: maxTtlSeconds ?? Number.NaN },
      { onSuccess: () => toast('Saved the settings of the cache.', { undo: () => settings.mutate(before) }) },
    );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Checkbox
        label="Answer calls from the cache"
        hint="Only calls and routes that ask for it."
        disabled={!isAdmin}
        checked={isEnabled}
        onChange={(event) => setIsEnabled(event.target.checked)}
      />
      <NumberField
        label="Longest life of an answer, seconds"
        hint={lifeWords(maxTtlSeconds)}
        disabled={!isAdmin}
        value={maxTtlSeconds}
        error={fieldErrors(settings.error)['maxTtlSeconds']}
        onChange={setMaxTtlSeconds}
      />
      <Actions>
        <Button type="submit" variant="primary" disabled={!isAdmin || isSame} isBusy={settings.isPending}>
          Save settings
        </Button>
      </Actions>
      <FormError error={settings.error} />
    </form>
  );
}
