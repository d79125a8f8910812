import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { formatFilter } from '../../../../shared/trace-filter/format-filter.ts';
import { modelsQuery } from '../../features/models/models-query.ts';
import { signOut } from '../../lib/session.ts';
import { setTheme, themes } from '../../lib/theme.ts';
import { useMe, useMembership } from '../../lib/use-me.ts';
import { type Command, traceIdIn } from './commands.ts';
import { destinations } from './navigation.ts';
import { openShortcutMap } from './overlays.ts';

export interface Commands {
  all: readonly Command[];
  /** The pasted trace id, or traces in which the text stands; null while nothing is typed. */
  searchTraces: Command | null;
}

/** Everything that ⌘K reaches. */
export function useCommands(text: string): Commands {
  const navigate = useNavigate();
  const { memberships } = useMe();
  const current = useMembership();
  const models = useQuery(modelsQuery(current?.project.id ?? '')).data?.items ?? [];
  const pages = destinations.map(({ to, label, key }) => ({
    id: to,
    group: 'Pages',
    label,
    keys: `g ${key}`,
    run: () => void navigate({ to }),
  }));
  const projects = memberships
    .filter(({ project }) => project.id !== current?.project.id)
    .map(({ project }) => ({
      id: `project ${project.id}`,
      group: 'Projects',
      label: `Switch to ${project.name}`,
      run: () => void navigate({ to: '.', search: { project: project.id } as never }),
    }));
  const modelCommands = models.map((model) => ({
    id: `model ${model.id}`,
    group: 'Models',
    label: model.id,
    keywords: model.name,
    run: () => void navigate({ to: '/models', search: { model: model.id } }),
  }));
  return {
    all: [...pages, ...actions(navigate), ...projects, ...modelCommands],
    searchTraces: searchTraces(navigate, text.trim()),
  };
}

function searchTraces(navigate: ReturnType<typeof useNavigate>, text: string): Command | null {
  if (text === '') return null;
  const traceId = traceIdIn(text);
  if (traceId !== null) {
    return {
      id: `trace ${traceId}`,
      group: 'Trace',
      label: `Open trace ${traceId}`,
      run: () => void navigate({ to: '/traces/$traceId', params: { traceId } }),
    };
  }
  return {
    id: 'search-traces',
    group: 'Traces',
    label: `Search traces for “${text}”`,
    run: () => void navigate({ to: '/traces', search: { q: formatFilter({ kind: 'text', pattern: [text] }) } }),
  };
}

function actions(navigate: ReturnType<typeof useNavigate>): Command[] {
  const group = 'Actions';
  return [
    { id: 'docs', group, label: 'API reference', keys: 'g a', run: () => void navigate({ to: '/docs/api' }) },
    {
      id: 'members',
      group,
      label: 'Members and invitations',
      run: () => void navigate({ to: '/settings', search: { tab: 'members' } }),
    },
    {
      id: 'providers',
      group,
      label: 'Connect a provider',
      keywords: 'openai groq mistral ollama key',
      run: () => void navigate({ to: '/providers', search: { connect: true } }),
    },
    {
      id: 'new-route',
      group,
      label: 'New route',
      keywords: 'fallback weighted experiment virtual model',
      run: () => void navigate({ to: '/new-route' }),
    },
    {
      id: 'rate-limits',
      group,
      label: 'Rate limits',
      keywords: 'requests tokens per minute concurrency',
      run: () => void navigate({ to: '/limits', search: { view: 'limits' } }),
    },
    {
      id: 'audit',
      group,
      label: 'Audit log',
      run: () => void navigate({ to: '/settings', search: { tab: 'audit' } }),
    },
    ...themes.map((theme) => ({ id: `theme ${theme}`, group, label: `Theme: ${theme}`, run: () => setTheme(theme) })),
    { id: 'keyboard', group, label: 'Keyboard shortcuts', keys: '?', run: openShortcutMap },
    { id: 'sign-out', group, label: 'Sign out', run: () => void signOut() },
  ];
}
