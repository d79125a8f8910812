import { createContext, use } from 'react';
import type { RouteProblem } from '../../../../../shared/contract/routing.ts';
import { Status } from '../../../ui/status.tsx';
import styles from './editor.module.css';

/** What was found wrong with the configuration that the form shows. */
export const ProblemsContext = createContext<readonly RouteProblem[]>([]);

/** What is wrong with the field at `path`: `targets.0.model`. Warnings stand in a list of their own. */
export function useProblem(path: string): string | undefined {
  return use(ProblemsContext).find(({ field, severity }) => field === path && severity === 'error')?.message;
}

/** What is wrong with the thing at `path` as a whole, where no field of its own can say it. */
export function ProblemAt({ path }: { path: string }) {
  const problem = use(ProblemsContext).find(({ field }) => field === path);
  if (problem === undefined) return null;
  return (
    <p className={styles['problem']} role="alert">
      <Status tone={problem.severity === 'error' ? 'stop' : 'caution'}>{null}</Status> {problem.message}
    </p>
  );
}

/** All of them, each with its field: for the JSON view, and for what the form has no field of. */
export function ProblemList({ problems }: { problems: readonly RouteProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles['problems']} aria-label="Problems">
      {problems.map(({ field, message, severity }) => (
        <li key={`${field} ${message}`}>
          <Status tone={severity === 'error' ? 'stop' : 'caution'}>{severity === 'error' ? 'Error' : 'Warning'}</Status>
          <span>
            {field === '' ? null : <code>{field}</code>} {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
