import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../shared/contract/projects.ts';
import { actionText, diffRecords } from './diff-records.ts';
import { changesOf, toProjectForm } from './project-changes.ts';

describe('an audit entry', () => {
  it('shows only what changed, before and after', () => {
    const before = { name: 'A', role: 'viewer', limits: { a: 1 } };
    const after = { name: 'A', role: 'editor', limits: { a: 2 }, note: null };
    expect(diffRecords(before, after)).toEqual([
      { field: 'role', before: 'viewer', after: 'editor' },
      { field: 'limits', before: '{"a":1}', after: '{"a":2}' },
      { field: 'note', before: null, after: 'null' },
    ]);
  });

  it('of something made or deleted has one side', () => {
    expect(diffRecords(null, { name: 'A' })).toEqual([{ field: 'name', before: null, after: 'A' }]);
    expect(diffRecords({ name: 'A' }, null)).toEqual([{ field: 'name', before: 'A', after: null }]);
    expect(diffRecords(null, null)).toEqual([]);
  });

  it('reads as a sentence', () => {
    expect(actionText('member.role_changed')).toBe('Member role changed');
  });
});

describe('the project form', () => {
  const project: Project = {
    id: 'p',
    name: 'Support',
    retentionDays: 30,
    capturesContent: true,
    createdAt: '2026-11-21T00:00:00Z',
    updatedAt: '2026-11-21T00:00:00Z',
  };

  it('sends nothing while nothing differs', () => {
    expect(changesOf(project, { ...toProjectForm(project), name: ' Support ' })).toEqual({});
  });

  it('sends each part that differs', () => {
    const form = { name: 'Sales', retentionDays: '7', capturesContent: false };
    expect(changesOf(project, form)).toEqual({ name: 'Sales', retentionDays: 7, capturesContent: false });
  });
});
