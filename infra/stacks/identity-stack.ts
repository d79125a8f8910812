import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { People } from '../constructs/people.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** People, and the pepper without which no API key can be checked. */
export class IdentityStack extends SignalboxStack {
  readonly people: People;
  readonly keyPepper: Secret;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, { config, name: 'identity', description: 'people and the key pepper', isStateful: true });
    this.people = new People(this, 'People', config);
    this.keyPepper = new Secret(this, 'KeyPepper', {
      secretName: `signalbox/${config.stage}/key-pepper`,
      description: 'Goes into the HMAC of every API key. A new value makes all keys invalid.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    new CfnOutput(this, 'UserPoolId', { value: this.people.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.people.client.userPoolClientId });
    new CfnOutput(this, 'KeyPepperSecret', { value: this.keyPepper.secretArn });
  }
}
