import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { SignalboxTable } from '../constructs/signalbox-table.ts';
import { TelemetryBucket } from '../constructs/telemetry-bucket.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** Tables and telemetry. */
export class DataStack extends SignalboxStack {
  readonly core: SignalboxTable;
  readonly traces: SignalboxTable;
  readonly rollups: SignalboxTable;
  readonly connections: SignalboxTable;
  readonly telemetry: TelemetryBucket;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, { config, name: 'data', description: 'tables and telemetry', isStateful: true });
    this.core = new SignalboxTable(this, 'Core', 'core', config);
    this.traces = new SignalboxTable(this, 'Traces', 'traces', config);
    this.rollups = new SignalboxTable(this, 'Rollups', 'rollups', config);
    this.connections = new SignalboxTable(this, 'Connections', 'connections', config);
    this.telemetry = new TelemetryBucket(this, 'Telemetry', config);

    new CfnOutput(this, 'CoreTable', { value: this.core.tableName });
    new CfnOutput(this, 'TracesTable', { value: this.traces.tableName });
    new CfnOutput(this, 'RollupsTable', { value: this.rollups.tableName });
    new CfnOutput(this, 'ConnectionsTable', { value: this.connections.tableName });
    new CfnOutput(this, 'TelemetryBucket', { value: this.telemetry.bucketName });
  }
}
