import { LinkButton } from '../ui/button.tsx';
import { useDocumentTitle } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';

export function NotFoundPage() {
  useDocumentTitle('Not found');
  return (
    <>
      <h1 className="visually-hidden">Not found</h1>
      <EmptyState title="There is no page at this address" action={<LinkButton to="/">Go to Get started</LinkButton>} />
    </>
  );
}
