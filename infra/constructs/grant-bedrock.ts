import { Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { ServiceFunction } from './service-function.ts';

/**
 * Calling models by role. Cross-region profiles call a model in whichever region has room, so the regions are open; which
 * models an account may use is said in Bedrock itself.
 */
export function grantBedrockCalls(target: ServiceFunction): Grant {
  const stack = Stack.of(target);
  const arn = (account: string, resource: string) =>
    stack.formatArn({ service: 'bedrock', region: '*', account, resource, resourceName: '*' });
  return Grant.addToPrincipal({
    grantee: target,
    actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    resourceArns: [
      arn('', 'foundation-model'),
      arn(stack.account, 'inference-profile'),
      arn(stack.account, 'application-inference-profile'),
    ],
  });
}

/** Testing a connection by role: the list of models is the one call that costs nothing. It knows no resources. */
export function grantBedrockListing(target: ServiceFunction): Grant {
  return Grant.addToPrincipal({ grantee: target, actions: ['bedrock:ListFoundationModels'], resourceArns: ['*'] });
}
