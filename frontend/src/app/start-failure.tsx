import { ErrorState } from '../ui/states.tsx';

export function StartFailure({ error }: { error: unknown }) {
  return (
    <main>
      <h1 className="visually-hidden">Signalbox</h1>
      <ErrorState what="The console could not start" error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
