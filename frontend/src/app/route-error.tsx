import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '../ui/states.tsx';

/** A route that could not be shown, for example because its chunk went with a new deployment. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    // A chunk of an older build is gone for good: only the page of the new build knows the new names.
    if (isMissingChunk(error)) window.location.reload();
    else void router.invalidate().then(reset);
  };
  return <ErrorState what="This page could not be shown" error={explain(error)} onRetry={retry} />;
}

function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}

function explain(error: unknown): unknown {
  return isMissingChunk(error)
    ? new Error('Part of the console could not be loaded. It may have been updated.')
    : error;
}
