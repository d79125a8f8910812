import type { Model } from '../../../../shared/contract/models.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Count, FigureText } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Badge, SimulatedBadge, Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { AbilityGlyphs } from './abilities.tsx';
import styles from './models.module.css';
import { priceFigure } from './price-text.ts';

export const modelColumns: readonly Column<Model>[] = [
  {
    id: 'name',
    header: 'Model',
    width: 300,
    isFlexible: true,
    isSortable: true,
    card: 'title',
    cell: (model) => (
      <span className={styles['model']}>
        <OpenLink search={{ model: model.id }}>{model.id}</OpenLink>
        {model.isSimulated ? <SimulatedBadge /> : null}
        {model.hasOverride ? <Badge tip="This project says otherwise about parts of it">override</Badge> : null}
      </span>
    ),
  },
  { id: 'available', header: 'Callable', width: 130, card: 'fact', cell: (model) => <Availability model={model} /> },
  {
    id: 'abilities',
    header: 'Abilities',
    width: 150,
    cell: (model) => <AbilityGlyphs model={model} />,
  },
  {
    id: 'context',
    header: 'Context',
    headerTip: 'Tokens that input and output may have together',
    width: 90,
    align: 'end',
    isSortable: true,
    cell: (model) =>
      model.contextWindow === null ? <span data-tip="Not known">—</span> : <Count value={model.contextWindow} />,
  },
  {
    id: 'input',
    header: 'Input',
    headerTip: 'USD per million tokens that are not cached',
    width: 90,
    align: 'end',
    isSortable: true,
    card: 'fact',
    cell: (model) => <FigureText figure={priceFigure(model, 'inputUncached')} />,
  },
  {
    id: 'output',
    header: 'Output',
    headerTip: 'USD per million tokens',
    width: 110,
    align: 'end',
    isSortable: true,
    card: 'fact',
    cell: (model) => <FigureText figure={priceFigure(model, 'outputText')} />,
  },
];

export function Availability({ model }: { model: Model }) {
  if (model.isAvailable) return <Status tone="go">yes</Status>;
  return (
    <Tooltip text={`Connect the provider "${model.provider}" to call it.`}>
      <Status tone="neutral">no provider</Status>
    </Tooltip>
  );
}
