import { type FormEvent, useState } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { usageBuckets } from '../../../../shared/contract/usage.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';
import styles from './models.module.css';
import { type OverrideForm, toForm, toOverride } from './override-form.ts';
import { bucketLabels } from './price-text.ts';
import { useModelActions } from './use-model-actions.ts';

export function OverrideDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const { putOverride } = useModelActions();
  const [form, setForm] = useState(() => toForm(model));
  const change = (part: Partial<OverrideForm>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    putOverride.mutate(
      { modelId: model.id, override: toOverride(form, model) },
      {
        onSuccess: () => {
          toast(`Saved the override of ${model.id}.`);
          onClose();
        },
      },
    );
  };
  const saysNothing = !form.overridesLimits && !form.overridesPrice;
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="override" variant="primary" isBusy={putOverride.isPending} disabled={saysNothing}>
        Save override
      </Button>
    </>
  );
  return (
    <Dialog title={`Override ${model.id}`} onClose={onClose} footer={footer}>
      <form id="override" className={styles['form']} onSubmit={submit}>
        <p className={styles['hint']}>
          Applies to this project from the next call. Calls that were recorded keep their cost.
        </p>
        <Checkbox
          label="Name and limits"
          checked={form.overridesLimits}
          onChange={(event) => change({ overridesLimits: event.target.checked })}
        />
        {form.overridesLimits ? <Limits form={form} change={change} error={putOverride.error} /> : null}
        <Checkbox
          label="Price"
          hint="USD per million tokens, as decimal numbers. Leave empty what has no price of its own."
          checked={form.overridesPrice}
          onChange={(event) => change({ overridesPrice: event.target.checked })}
        />
        {form.overridesPrice ? <Prices form={form} change={change} model={model} error={putOverride.error} /> : null}
      </form>
      <FormError error={putOverride.error} />
    </Dialog>
  );
}

interface PartProps {
  form: OverrideForm;
  change: (part: Partial<OverrideForm>) => void;
  error: unknown;
}

function Limits({ form, change, error }: PartProps) {
  const errors = fieldErrors(error);
  const limits = [
    { field: 'contextWindow', label: 'Context window, tokens' },
    { field: 'maxOutputTokens', label: 'Maximum output, tokens' },
  ] as const;
  return (
    <div className={styles['grid']}>
      <TextField
        label="Name"
        value={form.name}
        error={errors['name']}
        onChange={(e) => change({ name: e.target.value })}
      />
      {limits.map(({ field, label }) => (
        <TextField
          key={field}
          label={label}
          inputMode="numeric"
          pattern="[0-9 ,_]*"
          placeholder="unknown"
          value={form[field]}
          error={errors[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      ))}
    </div>
  );
}

function Prices({ form, change, model, error }: PartProps & { model: Model }) {
  const errors = fieldErrors(error);
  const tiers = model.price?.tiers.length ?? 0;
  return (
    <>
      <TextField
        label="In effect from"
        type="date"
        hint="First day, UTC. Empty: from now on. Calls are priced by the day on which they are made."
        value={form.from}
        error={Object.entries(errors).find(([field]) => field.startsWith('prices'))?.[1]}
        onChange={(event) => change({ from: event.target.value })}
      />
      <div className={styles['grid']}>
        {usageBuckets.map((bucket) => (
          <TextField
            key={bucket}
            label={bucketLabels[bucket]}
            inputMode="decimal"
            pattern="\d{1,9}(\.\d{1,12})?"
            title="A decimal number, such as 0.075"
            placeholder="—"
            value={form.prices[bucket] ?? ''}
            error={errors[`price.base.${bucket}`]}
            onChange={(event) => change({ prices: { ...form.prices, [bucket]: event.target.value } })}
          />
        ))}
      </div>
      {tiers > 0 ? (
        <Checkbox
          label={`Keep the ${tiers === 1 ? 'price' : 'prices'} for long inputs`}
          hint={`Above ${model.price?.tiers.map((tier) => tier.aboveInputTokens.toLocaleString('en-US')).join(' and ')} input tokens.`}
          checked={form.keepsTiers}
          onChange={(event) => change({ keepsTiers: event.target.checked })}
        />
      ) : null}
    </>
  );
}
