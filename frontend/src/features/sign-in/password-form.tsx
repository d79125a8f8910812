import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SignInResult } from '../../lib/cognito.ts';
import { signIn } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { explainSignInError } from './explain-sign-in-error.ts';
import styles from './sign-in.module.css';

export function PasswordForm({ email: given, onResult }: { email: string; onResult: (result: SignInResult) => void }) {
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => signIn(email.trim(), password), onSuccess: onResult });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <h1>Sign in</h1>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        autoFocus={given === ''}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={given !== ''}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormError error={explainSignInError(attempt.error)} />
      <Button type="submit" variant="primary" isBusy={attempt.isPending}>
        Sign in
      </Button>
      <p className={styles['hint']}>
        No account, or a forgotten password? Ask an administrator of your project to invite you.
      </p>
    </form>
  );
}
