import { useParams, useSearch } from '@tanstack/react-router';
import { GroupPage } from '../trace-groups/group-page.tsx';

/** `/sessions/$sessionId` */
export function SessionPage() {
  const { sessionId } = useParams({ from: '/shell/sessions/$sessionId' });
  const { turn = null } = useSearch({ from: '/shell/sessions/$sessionId' });
  return <GroupPage key={sessionId} kind="session" id={sessionId} turn={turn} />;
}
