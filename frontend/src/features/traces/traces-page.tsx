import { Outlet } from '@tanstack/react-router';

/** `/traces`: the list, and in the outlet the trace that `/traces/$traceId` names. */
export function TracesPage() {
  return <Outlet />;
}
