import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { modelAbilities } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { oneOf } from '../../lib/read-search.ts';
import { Checkbox, SelectField } from '../../ui/field.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { abilityLooks } from './abilities.tsx';
import { countUnknown } from './filter-models.ts';
import styles from './models.module.css';
import { modelsQuery } from './models-query.ts';
import type { ModelsSearch } from './models-search.ts';

const route = getRouteApi('/shell/models');

export function ModelFilters() {
  const search = route.useSearch();
  const { q = '', provider = '', ability = '', unknown = false, available = false } = search;
  const navigate = route.useNavigate();
  const models = useQuery(modelsQuery(useProjectId())).data?.items ?? [];
  const providers = [...new Set(models.map((model) => model.provider))].sort();
  const unknownCount = countUnknown(models, search);
  const set = (change: Partial<ModelsSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  return (
    <>
      <SearchField label="Search models" value={q} onChange={(text) => set({ q: text || undefined })} />
      <div className={styles['select']}>
        <SelectField
          label="Provider"
          isLabelHidden
          value={provider}
          onChange={(event) => set({ provider: event.target.value || undefined })}
        >
          <option value="">Any provider</option>
          {providers.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={styles['select']}>
        <SelectField
          label="Ability"
          isLabelHidden
          value={ability}
          onChange={(event) => set({ ability: oneOf(event.target.value, modelAbilities), unknown: undefined })}
        >
          <option value="">Any ability</option>
          {modelAbilities.map((id) => (
            <option key={id} value={id}>
              {abilityLooks[id].label}
            </option>
          ))}
        </SelectField>
      </div>
      {unknownCount === 0 ? null : (
        <Checkbox
          label={`Also ${unknownCount} not known to have it or not`}
          checked={unknown}
          onChange={(event) => set({ unknown: event.target.checked || undefined })}
        />
      )}
      <Checkbox
        label="Callable only"
        checked={available}
        onChange={(event) => set({ available: event.target.checked || undefined })}
      />
    </>
  );
}
