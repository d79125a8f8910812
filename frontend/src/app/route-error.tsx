import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useIsOffline } from '../lib/use-is-offline.ts';
import { ErrorState } from '../ui/states.tsx';
import { explainPageError, isMissingChunk } from './missing-chunk.ts';

/** A route that could not be shown, for example because its chunk went with a new deployment. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const isOffline = useIsOffline();
  const retry = () => {
    // A chunk of an older build is gone for good: only the page of the new build knows the new names.
    if (isMissingChunk(error)) window.location.reload();
    else void router.invalidate().then(reset);
  };
  const onOnline = useEffectEvent(() => {
    if (isMissingChunk(error)) retry();
  });
  useEffect(() => {
    const listener = () => onOnline();
    window.addEventListener('online', listener);
    return () => window.removeEventListener('online', listener);
  }, []);
  return <ErrorState what="This page could not be shown" error={explainPageError(error, isOffline)} onRetry={retry} />;
}
