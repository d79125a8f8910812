import { useSearch } from '@tanstack/react-router';
import { GroupListPage } from '../trace-groups/group-list-page.tsx';

/** `/users` */
export function UsersPage() {
  return <GroupListPage kind="user" search={useSearch({ from: '/shell/users' })} />;
}
