/**
 * Health is kept per project and model: what one project's key or endpoint goes through says nothing about another's.
 */
export function healthKey(projectId: string, modelId: string): string {
  return `${projectId} ${modelId}`;
}
