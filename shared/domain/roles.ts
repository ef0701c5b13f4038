/**
 * Who may do what. A permission is one kind of thing that a person comes for; a role is a set of them; a scope says of
 * which students. What department staff come for is in the plan: their own students, chasing, class sheets, disputes
 * with evidence.
 */

/** admin 管理员, clerk 学籍管理员, department 院系人员, reader 只读, counter 柜台. */
export const ASSIGNED_ROLES = ['admin', 'clerk', 'department', 'reader', 'counter'] as const;
export type AssignedRole = (typeof ASSIGNED_ROLES)[number];
/** Of unattended tasks, who bring files in, take lists away, or back up, and nothing else. */
export const TASK_ROLES = ['importer', 'exporter', 'keeper'] as const;
export type TaskRole = (typeof TASK_ROLES)[number];
export const ROLES = [...ASSIGNED_ROLES, ...TASK_ROLES] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  /** Look at students, campaigns, photos, lists: masked. */
  'look',
  /** Take lists away as files: masked. */
  'export',
  /** Make sheets and reports that get a number, and print them. */
  'print',
  /** Log contacts, see who is to be chased. */
  'chase',
  /** Hand class sheets out, register what came back. */
  'sheets',
  /** Open cases, hand evidence in, take the steps of a student's or a college's level. */
  'dispute',
  /** Register verdicts without a sheet. */
  'verdict',
  /** Correct what the school says of a student, of photos, of contacts. */
  'edit',
  /** Decide at the office's level: cases, differences between sources, look-alikes, questions. */
  'decide',
  /** Bring files in and take batches back. */
  'import',
  /** Make campaigns, edit their settings, close and archive them. */
  'campaign',
  /** Write mails to students and counsellors. */
  'mail',
  /** What the office goes by: dictionary, rules of cases, texts, photo standard, reviewers. */
  'rules',
  /** The page of the counter, and its window. */
  'counter',
  /** See whole numbers without asking each time. */
  'unmask',
  /** Ask for whole numbers, with a reason, for a while. */
  'ask-unmask',
  /** The school, the mail server, keys of other programs. */
  'admin',
  'backup',
  'people',
  'audit',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const DESK: readonly Permission[] = ['look', 'export', 'print', 'chase', 'sheets', 'dispute', 'ask-unmask'];

export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(PERMISSIONS),
  clerk: new Set<Permission>([
    ...DESK,
    ...(['verdict', 'edit', 'decide', 'import', 'campaign', 'mail', 'rules', 'counter'] as const),
  ]),
  department: new Set<Permission>([...DESK, 'counter']),
  reader: new Set<Permission>(['look', 'export']),
  counter: new Set<Permission>(['counter']),
  importer: new Set<Permission>(['look', 'import']),
  exporter: new Set<Permission>(['look', 'export']),
  keeper: new Set<Permission>(['backup']),
};

/** Of which students. Whose college is not known belongs to no college: only `all` sees them. */
export type Scope = { kind: 'all' } | { kind: 'colleges'; colleges: string[] };

export const WHOLE_SCHOOL: Scope = { kind: 'all' };

/** Somebody who acts. `user` null: the office itself, of a store to which nobody was added yet. */
export interface Principal {
  user: string | null;
  /** As it is written into the change log. */
  name: string;
  role: Role;
  scope: Scope;
}

/** Who acts in a store without people: everything is open, as on any office PC before sign-in is set up. */
export function officePrincipal(name: string): Principal {
  return { user: null, name, role: 'admin', scope: WHOLE_SCHOOL };
}

export function mayDo(principal: Principal, permission: Permission): boolean {
  return ROLE_PERMISSIONS[principal.role].has(permission);
}

/** Whether students of a college are in a scope; `college` null: not known. */
export function isInScope(scope: Scope, college: string | null): boolean {
  return scope.kind === 'all' || (college !== null && scope.colleges.includes(college));
}
