import { type Role, roles } from '../../../../shared/contract/access.ts';
import type { Member } from '../../../../shared/contract/members.ts';
import { describeError } from '../../lib/error-message.ts';
import { SelectField } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useMemberActions } from './members-query.ts';
import styles from './settings.module.css';

export function RoleSelect({ member }: { member: Member }) {
  const { setRole } = useMemberActions();
  const change = (role: Role, isUndo = false) => {
    const undo = () => change(member.role, true);
    setRole.mutate(
      { memberId: member.id, role },
      {
        onSuccess: () => toast(`${member.email} is ${role} now.`, isUndo ? {} : { undo }),
        onError: (error) => toast(describeError(error).message, { tone: 'stop' }),
      },
    );
  };
  return (
    <div className={styles['role']}>
      <SelectField
        label={`Role of ${member.email}`}
        isLabelHidden
        disabled={setRole.isPending}
        value={member.role}
        onChange={(event) => change(event.target.value as Role)}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
