import type { Project } from '../../../../shared/contract/projects.ts';

export interface ProjectFormValue {
  name: string;
  /** As typed. */
  retentionDays: string;
  capturesContent: boolean;
}

export function toProjectForm({ name, retentionDays, capturesContent }: Project): ProjectFormValue {
  return { name, retentionDays: String(retentionDays), capturesContent };
}

/** Only what differs: another administrator may have changed the rest meanwhile. */
export function changesOf(project: Project, form: ProjectFormValue) {
  const name = form.name.trim();
  const retentionDays = Number(form.retentionDays);
  return {
    ...(name === project.name ? {} : { name }),
    ...(retentionDays === project.retentionDays ? {} : { retentionDays }),
    ...(form.capturesContent === project.capturesContent ? {} : { capturesContent: form.capturesContent }),
  };
}
