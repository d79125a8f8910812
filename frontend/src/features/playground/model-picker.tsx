import { Link } from '@tanstack/react-router';
import type { Model } from '../../../../shared/contract/models.ts';
import { Picker } from '../../ui/picker.tsx';
import { SimulatedBadge } from '../../ui/status.tsx';
import { contextText, ModelOption, priceText } from './model-option.tsx';
import styles from './model-picker.module.css';
import { isRouteChoice } from './route-choice.ts';
import { typedModel } from './typed-model.ts';

export interface ModelPickerProps {
  models: readonly Model[];
  model: Model | null;
  onPick: (model: Model) => void;
}

export function ModelPicker({ models, model, onPick }: ModelPickerProps) {
  return (
    <div>
      <Picker
        id="playground-model"
        label="Model"
        options={models}
        optionKey={({ id }) => id}
        matches={matchesModel}
        typed={typedModel}
        renderOption={(option) => <ModelOption model={option} />}
        renderValue={({ name }) => name}
        isDisabled={({ isAvailable }) => !isAvailable}
        value={model}
        placeholder="Choose a model"
        onPick={onPick}
        listWidth="520px"
        footer={
          <>
            Prices are per million tokens. Type <code>provider/model</code> for one that is not listed, connect more in{' '}
            <Link to="/providers">Providers</Link>.
          </>
        }
      />
      {model ? <ModelFacts model={model} /> : null}
    </div>
  );
}

function ModelFacts({ model }: { model: Model }) {
  if (isRouteChoice(model)) {
    return (
      <p className={styles['chosen']}>
        <code>{model.id}</code>
        <span>chooses the model for each call</span>
      </p>
    );
  }
  return (
    <p className={styles['chosen']}>
      {model.isSimulated ? <SimulatedBadge /> : null}
      <code>{model.id}</code>
      <span>{contextText(model)}</span>
      <span data-tip="USD per million tokens">{priceText(model)}</span>
    </p>
  );
}

/** Every word must be found in the name, the id or the provider. */
export function matchesModel(model: Model, text: string): boolean {
  const searched = `${model.name} ${model.id} ${model.provider}`.toLowerCase();
  return text.split(/\s+/).every((word) => searched.includes(word));
}
