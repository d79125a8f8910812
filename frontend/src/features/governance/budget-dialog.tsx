import { useState } from 'react';
import type { Budget } from '../../../../shared/contract/governance.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Checkbox, SelectField, TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Status } from '../../ui/status.tsx';
import { toast } from '../../ui/toast.tsx';
import { ModelField } from '../models/model-field.tsx';
import { type BudgetForm, freshBudget, toBudget, toBudgetForm } from './budget-form.ts';
import { type BudgetProblems, budgetProblems } from './budget-problems.ts';
import { ScopeFields } from './scope-fields.tsx';
import { useDegradeProblem } from './use-degrade-problem.ts';
import { useBudgetActions } from './use-governance-actions.ts';

/** Sets a budget, or changes one; what is spent stays spent. */
export function BudgetDialog({ budget, onClose }: { budget: Budget | null; onClose: () => void }) {
  const { save } = useBudgetActions();
  const [form, setForm] = useState(budget === null ? freshBudget : toBudgetForm(budget));
  const change = (part: Partial<BudgetForm>) => setForm({ ...form, ...part });
  const [isTried, setIsTried] = useState(false);
  const problems = budgetProblems(form);
  const body = toBudget(form);
  const submit = () => {
    setIsTried(true);
    if (body === null || Object.keys(problems).length > 0) return;
    save.mutate(
      { id: budget?.id ?? null, body },
      {
        onSuccess: () => {
          toast(`Saved the budget ${form.name}.`);
          onClose();
        },
      },
    );
  };
  const part = { form, change, error: save.error, problems: isTried ? problems : {} };
  return (
    <FormDialog
      title={budget === null ? 'New budget' : `Edit ${budget.name}`}
      submitLabel="Save budget"
      onSubmit={submit}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
    >
      <AmountFields {...part} />
      <ScopeFields scope={form.scope} each={form.each} onChange={change} error={save.error} />
      <SpendingFields {...part} />
      <Checkbox
        label="Let calls pass whose price is not known"
        hint="They are not counted, so the budget can be exceeded by them."
        checked={form.unpricedCalls === 'allow'}
        onChange={(event) => change({ unpricedCalls: event.target.checked ? 'allow' : 'refuse' })}
      />
      <Checkbox
        label="In force"
        checked={form.isEnabled}
        onChange={(event) => change({ isEnabled: event.target.checked })}
      />
    </FormDialog>
  );
}

interface PartProps {
  form: BudgetForm;
  change: (part: Partial<BudgetForm>) => void;
  error: unknown;
  problems: BudgetProblems;
}

function AmountFields({ form, change, error, problems }: PartProps) {
  const errors = fieldErrors(error);
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={80}
        value={form.name}
        error={errors['name']}
        onChange={(event) => change({ name: event.target.value })}
      />
      <FieldGrid>
        <NumberField
          label="Amount, USD"
          value={form.amountUsd}
          error={problems.amountUsd ?? errors['amountNanoUsd']}
          onChange={(amountUsd) => change({ amountUsd })}
        />
        <SelectField
          label="Per"
          hint="By UTC."
          value={form.period}
          onChange={(event) => change({ period: event.target.value as BudgetForm['period'] })}
        >
          <option value="month">month</option>
          <option value="day">day</option>
        </SelectField>
      </FieldGrid>
    </>
  );
}

/** What happens on the way to the amount; at the amount, calls are refused. */
function SpendingFields({ form, change, error, problems }: PartProps) {
  const errors = fieldErrors(error);
  const doubt = useDegradeProblem({ to: form.degradeTo, unpricedCalls: form.unpricedCalls });
  const warnError = Object.entries(errors).find(([field]) => field.startsWith('warnAt'))?.[1];
  return (
    <>
      <TextField
        label="Warn at, per cent"
        hint="Divided by commas."
        value={form.warnAt}
        error={problems.warnAt ?? warnError}
        onChange={(event) => change({ warnAt: event.target.value })}
      />
      <FieldGrid>
        <NumberField
          label="Degrade at, per cent"
          placeholder="never"
          value={form.degradeAt}
          error={problems.degradeAt ?? errors['degrade.at']}
          onChange={(degradeAt) => change({ degradeAt })}
        />
        <ModelField
          label="Degrade to"
          placeholder="a cheaper model or route"
          value={form.degradeTo}
          error={problems.degradeTo ?? errors['degrade.to']}
          hint={doubt == null ? undefined : <Doubt>{doubt}</Doubt>}
          onChange={(degradeTo) => change({ degradeTo })}
        />
      </FieldGrid>
    </>
  );
}

/** What is worth a look and does not keep the budget from being saved, as of a route. */
function Doubt({ children }: { children: string }) {
  return (
    <span role="status">
      <Status tone="caution">Warning:</Status> {children}
    </span>
  );
}
