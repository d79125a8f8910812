import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createProject } from '../../../../shared/contract/projects.ts';
import { api } from '../../lib/api.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { selectProject } from '../../lib/project.ts';
import { meQuery } from '../../lib/use-me.ts';
import { Button, type ButtonVariant } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';

export function CreateProjectButton({ variant = 'primary' }: { variant?: ButtonVariant }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setIsOpen(true)}>
        Create project
      </Button>
      {isOpen ? <CreateProjectDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

/** Creates a project and goes there. */
export function CreateProjectDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.call(createProject, { body: { name } }),
    onSuccess: async (project) => {
      await queryClient.invalidateQueries(meQuery);
      selectProject(project.id);
      toast(`Created the project "${project.name}".`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="create-project" variant="primary" isBusy={create.isPending}>
        Create project
      </Button>
    </>
  );
  return (
    <Dialog title="Create a project" onClose={onClose} width="small" footer={footer}>
      <p>A project has its own keys, providers, traces and members. You become its administrator.</p>
      <form id="create-project" onSubmit={submit}>
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          error={fieldErrors(create.error)['name']}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
      <FormError error={create.error} />
    </Dialog>
  );
}
