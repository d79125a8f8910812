import { useQuery } from '@tanstack/react-query';
import type { Model } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { Picker } from '../../ui/picker.tsx';
import { SimulatedBadge } from '../../ui/status.tsx';
import { modelsQuery } from '../models/models-query.ts';
import styles from './get-started.module.css';

export interface ModelChoiceProps {
  model: string;
  onChoose: (model: string) => void;
  /** OpenTelemetry names no model. */
  isDisabled: boolean;
}

/** The chat models that can be called now, simulations labelled as such. */
export function ModelChoice({ model, onChoose, isDisabled }: ModelChoiceProps) {
  const { data } = useQuery(modelsQuery(useProjectId()));
  const models = (data?.items ?? []).filter((each) => each.isAvailable && each.kind === 'chat');
  const chosen = models.find((each) => each.id === model) ?? null;
  if (isDisabled) return null;
  return (
    <div className={styles['model']}>
      <Picker
        label="Model"
        options={models}
        optionKey={(each) => each.id}
        matches={(each, text) => `${each.id} ${each.name}`.toLowerCase().includes(text)}
        renderOption={(each) => <ModelOption model={each} />}
        value={chosen}
        placeholder={model}
        onPick={(each) => onChoose(each.id)}
        footer="Connect a provider on the Providers page to add more."
      />
    </div>
  );
}

function ModelOption({ model }: { model: Model }) {
  return (
    <span className={styles['option']}>
      <span>{model.id}</span>
      {model.isSimulated ? <SimulatedBadge /> : null}
    </span>
  );
}
