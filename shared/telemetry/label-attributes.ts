/**
 * Attributes whose text names something – a model, a service, a reason, an id – and is not what people or models wrote. Of
 * a project that does not capture content these keep their values; a name that is missing here loses its own. `*` stands
 * for any part of a name up to the next full stop.
 */
export const labelAttributes: Readonly<Record<string, readonly string[]>> = {
  'Who and where': words(`
    service.name service.version service.namespace service.instance.id service.peer.name peer.service
    deployment.environment deployment.environment.name deployment.id deployment.name
    session.id session.previous_id user.id user.hash user.roles enduser.id
    langfuse.environment langfuse.release langfuse.version langfuse.session.id langfuse.user.id langfuse.trace.name
    langfuse.trace.tags tag.tags tags openinference.project.name
    ai.telemetry.metadata.sessionId ai.telemetry.metadata.session_id ai.telemetry.metadata.userId
    ai.telemetry.metadata.user_id ai.telemetry.metadata.tags
    traceloop.association.properties.session_id traceloop.association.properties.sessionId
    traceloop.association.properties.user_id traceloop.association.properties.userId
    resource.name signalbox.request.id signalbox.simulated`),
  'The kind of span': words(`
    langfuse.observation.type langfuse.observation.level openinference.span.kind ai.operationId operation.name
    gen_ai.operation.name llm.request.type traceloop.span.kind traceloop.workflow.name traceloop.entity.name
    traceloop.entity.path traceloop.entity.version ai.telemetry.functionId logfire.span_type
    gen_ai.tool.name gen_ai.tool.type gen_ai.tool.call.id ai.toolCall.name ai.toolCall.id tool.name tool.id tool_call.id
    gen_ai.agent.id gen_ai.agent.name gen_ai.agent.version agent.name agent.id gen_ai.workflow.name gen_ai.data_source.id
    graph.node.id graph.node.name graph.node.parent_id
    gen_ai.evaluation.name gen_ai.evaluation.score.label`),
  'Model calls': words(`
    gen_ai.provider.name gen_ai.system ai.model.provider llm.provider llm.system
    gen_ai.request.model gen_ai.response.model gen_ai.response.id gen_ai.conversation.id ai.model.id ai.response.model
    ai.response.id ai.response.timestamp langfuse.observation.model.name llm.request.model_name llm.response.model_name
    llm.model_name embedding.model_name reranker.model_name
    gen_ai.response.finish_reasons ai.response.finishReason ai.finishReason llm.finish_reason llm.response.finish_reason
    gen_ai.completion.*.finish_reason gen_ai.choice.*.finish_reason finish_reason
    langfuse.observation.completion_start_time langfuse.observation.prompt.name langfuse.observation.prompt.version
    gen_ai.prompt.name llm.prompt_template.version traceloop.prompt.key traceloop.prompt.version
    gen_ai.token.type openai.api.type
    gen_ai.openai.request.service_tier gen_ai.openai.response.service_tier gen_ai.openai.response.system_fingerprint
    openai.request.service_tier openai.response.service_tier openai.response.system_fingerprint
    gen_ai.openai.api_base gen_ai.openai.api_version aws.bedrock.guardrail.id aws.bedrock.knowledge_base.id`),
  Errors: words('error.type error.code exception.type exception.escaped otel.status_code'),
  'Code and processes': words(`
    code.function code.function.name code.namespace code.filepath code.file.path thread.name
    process.executable.name process.runtime.name process.runtime.version process.runtime.description
    telemetry.sdk.name telemetry.sdk.language telemetry.sdk.version telemetry.distro.name telemetry.distro.version
    telemetry.auto.version otel.scope.name otel.scope.version otel.library.name otel.library.version`),
  Machines: words(`
    host.name host.id host.arch host.type host.image.id host.image.name os.type os.name os.version os.description
    container.id container.name container.image.name container.image.tags container.runtime
    cloud.provider cloud.platform cloud.region cloud.availability_zone cloud.account.id cloud.resource_id
    aws.region aws.request_id aws.log.group.names aws.ecs.cluster.arn aws.ecs.task.arn aws.ecs.task.family
    faas.name faas.version faas.instance faas.trigger faas.invocation_id faas.invoked_name faas.invoked_region
    k8s.*.name k8s.*.uid webengine.name webengine.version`),
  'Requests and queries': words(`
    http.method http.request.method http.request.method_original http.route http.scheme http.flavor http.host
    http.status_code url.scheme url.domain url.template
    network.protocol.name network.protocol.version network.transport network.type network.peer.address network.local.address
    net.peer.name net.peer.ip net.host.name net.host.ip net.transport net.protocol.name net.protocol.version
    server.address client.address user_agent.name user_agent.version user_agent.original http.user_agent
    rpc.system rpc.system.name rpc.service rpc.method rpc.grpc.status_code rpc.response.status_code
    mcp.method.name mcp.protocol.version mcp.session.id jsonrpc.request.id jsonrpc.protocol.version
    db.system db.system.name db.name db.namespace db.operation db.operation.name db.collection.name db.sql.table
    db.response.status_code db.query.summary messaging.system messaging.operation messaging.operation.name
    messaging.operation.type messaging.destination.name messaging.message.id messaging.consumer.group.name`),
};

/** Addresses: kept up to their query, which may hold what somebody looked for. */
export const addressAttributes = words('url.full url.path http.url http.target');

/** Notes of a team under keys that it chose. They are labels as well where they are short: filters find them. */
export const noteAttributes = words(`
  metadata.* traceloop.association.properties.* ai.telemetry.metadata.* langfuse.trace.metadata.* langfuse.observation.metadata.*`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
