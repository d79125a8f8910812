import { expect, test } from 'vitest';
import { environmentCredentials } from './environment-credentials.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

test('the role’s credentials are those of the environment, with a session token where there is one', () => {
  expect(environmentCredentials(keys)).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  expect(environmentCredentials({ ...keys, AWS_SESSION_TOKEN: 'token' })).toMatchObject({ sessionToken: 'token' });
});

test.each([{}, { AWS_ACCESS_KEY_ID: 'AKIA' }, { ...keys, AWS_SECRET_ACCESS_KEY: '' }])(
  'without both keys it says so: %j',
  (environment) => {
    expect(() => environmentCredentials(environment)).toThrow('AWS_SECRET_ACCESS_KEY');
  },
);
