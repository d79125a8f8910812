/**
 * Names that instrumentations and other tools give to the catalogue's providers, among them those of OpenTelemetry's
 * `gen_ai.provider.name` and `gen_ai.system`.
 */
const aliases: Record<string, string> = {
  xai: 'x-ai',
  x_ai: 'x-ai',
  bedrock: 'aws',
  aws_bedrock: 'aws',
  'aws.bedrock': 'aws',
  amazon_bedrock: 'aws',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  azure_openai: 'azure',
  'azure-openai': 'azure',
  gemini: 'google',
  vertex_ai: 'google',
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  'gcp.vertex_ai': 'google',
  google_genai: 'google',
  mistral_ai: 'mistral',
  mistralai: 'mistral',
  togetherai: 'together',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
  moonshot: 'moonshotai',
  moonshot_ai: 'moonshotai',
  z_ai: 'zai',
  'z-ai': 'zai',
  voyage: 'voyageai',
};

/** The catalogue's slug of a provider, whatever it was called. */
export function canonicalProvider(provider: string): string {
  const lower = provider.toLowerCase();
  // Somebody may call theirs `constructor`.
  return (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined) ?? lower;
}
