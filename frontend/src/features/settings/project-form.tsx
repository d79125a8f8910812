import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Project, updateProject } from '../../../../shared/contract/projects.ts';
import { api } from '../../lib/api.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { meQuery, useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { Time } from '../../ui/figure.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Section } from '../../ui/page.tsx';
import { Banner } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { changesOf, type ProjectFormValue, toProjectForm } from './project-changes.ts';
import styles from './settings.module.css';

export function ProjectForm({ project }: { project: Project }) {
  const isAdmin = useCan('admin');
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => toProjectForm(project));
  const save = useMutation({
    mutationFn: (body: ReturnType<typeof changesOf>) =>
      api.call(updateProject, { params: { projectId: project.id }, body }),
    onSuccess: (saved) => {
      setForm(toProjectForm(saved));
      return queryClient.invalidateQueries(meQuery);
    },
  });
  const changes = changesOf(project, form);
  const hasChanges = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, retentionDays, capturesContent } = project;
    const undo = () => save.mutate({ name, retentionDays, capturesContent });
    save.mutate(changes, { onSuccess: () => toast('Saved the project.', { undo }) });
  };
  return (
    <>
      <Section title="General">
        {isAdmin ? null : <Banner>Only administrators of this project can change these.</Banner>}
        <form className={styles['form']} onSubmit={submit}>
          <ProjectFields form={form} onChange={setForm} error={save.error} isDisabled={!isAdmin} />
          <FormError error={save.error} />
          {isAdmin ? (
            <div>
              <Button type="submit" variant="primary" isBusy={save.isPending} disabled={!hasChanges}>
                Save changes
              </Button>
            </div>
          ) : null}
        </form>
      </Section>
      <Section title="About">
        <Details>
          <Detail label="Project id" tip="For the header x-signalbox-project">
            <span className={styles['copyable']}>
              <code>{project.id}</code> <CopyButton text={project.id} label="Copy project id" />
            </span>
          </Detail>
          <Detail label="Created">
            <Time at={project.createdAt} />
          </Detail>
        </Details>
      </Section>
    </>
  );
}

interface ProjectFieldsProps {
  form: ProjectFormValue;
  onChange: (form: ProjectFormValue) => void;
  error: unknown;
  isDisabled: boolean;
}

function ProjectFields({ form, onChange, error, isDisabled }: ProjectFieldsProps) {
  const errors = fieldErrors(error);
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={80}
        disabled={isDisabled}
        value={form.name}
        error={errors['name']}
        onChange={(event) => onChange({ ...form, name: event.target.value })}
      />
      <TextField
        label="Retention, days"
        hint="Traces are deleted after this many days. It applies to traces that come from now on."
        type="number"
        required
        min={1}
        max={3650}
        disabled={isDisabled}
        value={form.retentionDays}
        error={errors['retentionDays']}
        onChange={(event) => onChange({ ...form, retentionDays: event.target.value })}
      />
      <Checkbox
        label="Store inputs and outputs"
        hint="Off: traces keep sizes, usage, cost, times and labels (names, tags, short metadata), but not what was said. What is stored already stays."
        disabled={isDisabled}
        checked={form.capturesContent}
        onChange={(event) => onChange({ ...form, capturesContent: event.target.checked })}
      />
    </>
  );
}
