import type { FacetField } from '../../../../../shared/contract/trace-queries.ts';
import { formatExact, formatKey } from '../../../../../shared/trace-filter/format-filter.ts';

export const facetLabels: Record<FacetField, string> = {
  status: 'Status',
  error: 'Error type',
  name: 'Name',
  model: 'Model',
  provider: 'Provider',
  tag: 'Tag',
  environment: 'Environment',
  release: 'Release',
  service: 'Service',
  prompt: 'Prompt',
  key: 'API key',
  type: 'Span type',
  metadata: 'Metadata',
  score: 'Score',
};

/** The term that a click on a value adds. Of metadata and scores the names are counted: their values are to be typed. */
export function facetTerm(field: FacetField, value: string): { term: string } | { draft: string } {
  if (field === 'metadata') return { draft: `metadata.${formatKey(value)}:` };
  if (field === 'score') return { draft: `score.${formatKey(value)}>=` };
  return { term: formatExact(field, value) };
}
