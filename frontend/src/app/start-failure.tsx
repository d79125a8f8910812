import { ErrorState } from '../ui/states.tsx';

export function StartFailure({ error }: { error: unknown }) {
  return (
    <main>
      <ErrorState what="The console could not start" error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
