/** `project:<id>:live`: the calls of a project as they start, stream and end. Events of it are not kept. */
export function liveTopic(projectId: string): string {
  return `project:${projectId}:live`;
}
