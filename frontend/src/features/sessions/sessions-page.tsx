import { useSearch } from '@tanstack/react-router';
import { GroupListPage } from '../trace-groups/group-list-page.tsx';

/** `/sessions` */
export function SessionsPage() {
  return <GroupListPage kind="session" search={useSearch({ from: '/shell/sessions' })} />;
}
