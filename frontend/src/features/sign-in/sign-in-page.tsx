import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Logo } from '../../app/shell/logo.tsx';
import { StageBadge } from '../../app/shell/stage-badge.tsx';
import type { SignInResult } from '../../lib/cognito.ts';
import { useStore } from '../../lib/create-store.ts';
import { sessionStore } from '../../lib/session.ts';
import { useDocumentTitle } from '../../ui/page.tsx';
import { NewPasswordForm } from './new-password-form.tsx';
import { PasswordForm } from './password-form.tsx';
import styles from './sign-in.module.css';

const route = getRouteApi('/sign-in');

/** E-mail and password, then, on the first sign-in, a password of one's own. */
export function SignInPage() {
  useDocumentTitle('Sign in');
  const { email, redirect } = route.useSearch();
  const { history } = useRouter();
  const session = useStore(sessionStore);
  const [challenge, setChallenge] = useState<{ email: string; session: string } | null>(null);
  useEffect(() => {
    if (session !== null) history.replace(redirect ?? '/');
  }, [session, history, redirect]);
  const onResult = (result: SignInResult) => setChallenge(result.kind === 'new-password' ? result.challenge : null);
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        <div className={styles['brand']}>
          <Logo size={28} />
          <span className={styles['name']}>Signalbox</span>
          <StageBadge />
        </div>
        {challenge === null ? (
          <PasswordForm email={email ?? ''} onResult={onResult} />
        ) : (
          <NewPasswordForm challenge={challenge} onResult={onResult} onBack={() => setChallenge(null)} />
        )}
      </div>
    </main>
  );
}
