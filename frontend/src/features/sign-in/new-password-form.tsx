import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SignInResult } from '../../lib/cognito.ts';
import { setFirstPassword } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { explainSignInError } from './explain-sign-in-error.ts';
import styles from './sign-in.module.css';

export interface NewPasswordFormProps {
  challenge: { email: string; session: string };
  onResult: (result: SignInResult) => void;
  onBack: () => void;
}

/** The temporary password of an invitation works once: the person chooses their own. */
export function NewPasswordForm({ challenge, onResult, onBack }: NewPasswordFormProps) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const attempt = useMutation({ mutationFn: () => setFirstPassword(challenge, password), onSuccess: onResult });
  const differs = repeated !== '' && repeated !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (repeated === password) attempt.mutate();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <h1>Choose a password</h1>
      <p className={styles['hint']}>
        You signed in as {challenge.email} with a temporary password. Choose your own to go on.
      </p>
      <input type="hidden" name="username" autoComplete="username" value={challenge.email} />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <TextField
        label="New password again"
        type="password"
        autoComplete="new-password"
        required
        value={repeated}
        error={differs ? 'The two are not the same.' : undefined}
        onChange={(event) => setRepeated(event.target.value)}
      />
      <FormError error={explainSignInError(attempt.error)} />
      <Button type="submit" variant="primary" isBusy={attempt.isPending} disabled={differs}>
        Set password and sign in
      </Button>
      <Button variant="quiet" onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
