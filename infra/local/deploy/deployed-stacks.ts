import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';

/** Outputs of all stacks of the stage. */
export type StackOutputs = Readonly<Record<string, string>>;

export interface DeployedStacks {
  /** Stacks that are wholly there. */
  complete: string[];
  outputs: StackOutputs;
}

const stackPrefix = 'signalbox-local-';

/** What the emulator holds of the stage. */
export async function readDeployedStacks(environment: Environment): Promise<DeployedStacks> {
  const client = new CloudFormationClient(awsClientConfig(environment));
  const complete: string[] = [];
  const outputs: Record<string, string> = {};
  for await (const page of paginateDescribeStacks({ client }, {})) {
    for (const { StackName = '', StackStatus, Outputs = [] } of page.Stacks ?? []) {
      if (!StackName.startsWith(stackPrefix)) continue;
      if (StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE') complete.push(StackName);
      for (const { OutputKey, OutputValue } of Outputs) {
        if (OutputKey !== undefined && OutputValue !== undefined) outputs[OutputKey] = OutputValue;
      }
    }
  }
  return { complete, outputs };
}

/** An output that has to be there. */
export function output(outputs: StackOutputs, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`No stack of the local stage has the output ${name}.`);
  return value;
}
