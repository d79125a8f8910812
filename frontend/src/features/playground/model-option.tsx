import type { Model } from '../../../../shared/contract/models.ts';
import { modelAbilities } from '../../../../shared/contract/models.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatPrice } from '../../lib/figures/format-price.ts';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import styles from './model-picker.module.css';
import { isRouteChoice } from './route-choice.ts';

const abilityNames = {
  tools: 'tools',
  structuredOutput: 'JSON schema',
  reasoning: 'reasoning',
  vision: 'vision',
  caching: 'caching',
} as const;

/** A model in the list: what it is, what it can do, what it costs, and what is missing to call it. */
export function ModelOption({ model }: { model: Model }) {
  return (
    <div className={styles['option']}>
      <div className={styles['line']}>
        <span className={styles['name']}>{model.name}</span>
        {model.isSimulated ? <SimulatedBadge /> : null}
        {model.isAvailable ? null : <Badge tone="caution">connect {model.provider}</Badge>}
      </div>
      <div className={styles['facts']}>
        <code>{model.id}</code>
        <ModelLimits model={model} />
      </div>
    </div>
  );
}

/** What it takes, costs and can do. What a route costs is the price of the model that it chooses. */
function ModelLimits({ model }: { model: Model }) {
  if (isRouteChoice(model)) return <span>chooses the model for each call</span>;
  return (
    <>
      <span>{contextText(model)}</span>
      <span>{priceText(model)}</span>
      <span>{abilitiesText(model)}</span>
    </>
  );
}

export function contextText({ contextWindow }: Model): string {
  return contextWindow === null ? 'context unknown' : `${formatCount(contextWindow).text} context`;
}

/** Input and output price per million tokens. */
export function priceText({ price }: Model): string {
  if (price === null) return 'price unknown';
  return `${formatPrice(price.base.inputUncached).text} in, ${formatPrice(price.base.outputText).text} out`;
}

function abilitiesText({ abilities }: Model): string {
  return modelAbilities
    .filter((ability) => abilities[ability] === true)
    .map((ability) => abilityNames[ability])
    .join(', ');
}
