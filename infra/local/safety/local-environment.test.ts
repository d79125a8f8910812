import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsClientConfig } from '../../../shared/aws/client-config.ts';
import { localEnvironment, sealProcessEnvironment } from './local-environment.ts';

const endpoint = 'http://127.0.0.1:4566';

/** Everything through which an SDK, the CDK or a CLI finds an account. */
const person = {
  AWS_PROFILE: 'production',
  AWS_DEFAULT_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_SESSION_TOKEN: 'real',
  AWS_SECURITY_TOKEN: 'real',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/real',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/real',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/real',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'real',
  AWS_CONFIG_FILE: '/home/person/.aws/config',
  AWS_SHARED_CREDENTIALS_FILE: '/home/person/.aws/credentials',
  AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.us-east-1.amazonaws.com',
  AWS_REGION: 'eu-central-1',
  CDK_DEFAULT_ACCOUNT: '123456789012',
  CDK_NEW_BOOTSTRAP: '1',
};

const harmless = {
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DEFAULT_ACCOUNT: '000000000000',
  CDK_DEFAULT_REGION: 'us-east-1',
};

const ofAws = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => /^(AWS|CDK)_/i.test(name)));

describe('the environment of child processes', () => {
  it('holds nothing of a real account, and only the emulator as endpoint', () => {
    expect(ofAws(localEnvironment({ ...person, HOME: '/home/person' }, endpoint))).toEqual(harmless);
  });

  it('holds no AWS variable of the parent, whatever it is called', () => {
    const names = fc.stringMatching(/^(AWS|aws|Aws)_[A-Z_]{1,30}$/).filter((name) => name !== 'AWS_CA_BUNDLE');
    fc.assert(
      fc.property(names, (name) => {
        expect(ofAws(localEnvironment({ [name]: 'of the person' }, endpoint))).toEqual(harmless);
      }),
    );
  });

  it('keeps the rest, with the programs of node_modules first, and no keys of providers', () => {
    const environment = localEnvironment({ HOME: '/home/person', PATH: '/usr/bin', OPENAI_API_KEY: 'sk' }, endpoint);
    expect(environment['HOME']).toBe('/home/person');
    expect(environment['PATH']).toMatch(/node_modules\/\.bin:\/usr\/bin$/);
    expect(environment).not.toHaveProperty('OPENAI_API_KEY');
  });
});

describe('the environment of the stage itself', () => {
  it('is sealed in the same way', () => {
    const environment: NodeJS.ProcessEnv = { ...person, HOME: '/home/person' };
    sealProcessEnvironment(environment, endpoint);
    expect(ofAws(environment)).toEqual(harmless);
    expect(environment['HOME']).toBe('/home/person');
  });

  it('gives every client the emulator and its keys', () => {
    const environment: NodeJS.ProcessEnv = { ...person };
    sealProcessEnvironment(environment, endpoint);
    expect(awsClientConfig(environment)).toMatchObject({
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });
});
