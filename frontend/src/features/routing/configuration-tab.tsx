import type { RouteConfigInput } from '../../../../shared/contract/route-config.ts';
import type { RouteProblem } from '../../../../shared/contract/routing.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { configText } from './editor/find-problems.ts';
import { JsonEditor } from './editor/json-editor.tsx';
import { ProblemList, ProblemsContext } from './editor/problems.tsx';
import { RouteForm } from './editor/route-form.tsx';
import styles from './routing.module.css';

export interface ConfigurationTabProps {
  config: RouteConfigInput;
  onChange: (config: RouteConfigInput) => void;
  problems: readonly RouteProblem[];
  view: 'form' | 'json';
  onView: (view: 'form' | 'json') => void;
  /** False while JSON is typed that the form cannot show: it would be lost by leaving it, or by saving what was before. */
  isReadable: boolean;
  onReadable: (isReadable: boolean) => void;
}

/** The configuration, as a form or as JSON; both change the same thing. */
export function ConfigurationTab(props: ConfigurationTabProps) {
  const { config, onChange, problems, view, onView, isReadable, onReadable } = props;
  return (
    <div className={styles['configuration']}>
      <div className={styles['view']}>
        <Segmented
          label="View"
          options={[
            { id: 'form', label: 'Form' },
            { id: 'json', label: 'JSON' },
          ]}
          value={view}
          onChange={(next) => {
            if (isReadable) onView(next);
          }}
        />
        <CopyButton text={() => configText(config)} label="Copy as JSON" />
        {isReadable ? null : <span role="status">Correct the JSON first: the form cannot show it.</span>}
      </div>
      {view === 'json' || problems.some(({ severity }) => severity === 'warning') ? (
        <ProblemList problems={problems} />
      ) : null}
      {view === 'json' ? (
        <JsonEditor config={config} onChange={onChange} onReadable={onReadable} />
      ) : (
        <ProblemsContext value={problems}>
          <RouteForm config={config} onChange={onChange} />
        </ProblemsContext>
      )}
    </div>
  );
}
