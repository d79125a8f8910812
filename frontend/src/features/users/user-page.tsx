import { useParams, useSearch } from '@tanstack/react-router';
import { GroupPage } from '../trace-groups/group-page.tsx';

/** `/users/$userId` */
export function UserPage() {
  const { userId } = useParams({ from: '/shell/users/$userId' });
  const { turn = null } = useSearch({ from: '/shell/users/$userId' });
  return <GroupPage key={userId} kind="user" id={userId} turn={turn} />;
}
