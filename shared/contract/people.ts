import { z } from 'zod';
import { ASSIGNED_ROLES, PERMISSIONS, TASK_ROLES } from '../domain/roles.ts';
import { access } from './access.ts';

/** Colleges by name; null: the whole school. */
const colleges = z.array(z.string().trim().min(1).max(100)).min(1).max(200).nullable();
const password = z.string().min(1).max(4_000);
const signInName = z.string().max(200);
const shownName = z.string().trim().min(1).max(40);

/** Who looks at this window, and what it may do. */
const me = z.object({
  /** Whether the store has people, and windows ask who it is. */
  signsIn: z.boolean(),
  person: z.object({ id: z.string(), signInName: z.string(), name: z.string() }).nullable(),
  /** null: nobody; in a store without people the office itself. */ role: z
    .enum([...ASSIGNED_ROLES, ...TASK_ROLES])
    .nullable(),
  colleges,
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Why a person who is signed in gets nothing else now. */
  /** Whether this computer holds the whole school, or has no hub. */
  atSchoolDesk: z.boolean(),
  held: z.enum(['locked', 'must-change']).nullable(),
  /** Minutes without a key or a click after which the window locks; 0: never. */
  lockAfter: z.number(),
  /** Until when whole numbers are open, epoch ms; null: they are not. */
  unmaskedUntil: z.number().nullable(),
});
export type Me = z.output<typeof me>;

const person = z.object({
  id: z.string(),
  signInName: z.string(),
  name: z.string(),
  role: z.enum(ASSIGNED_ROLES),
  colleges,
  state: z.enum(['active', 'disabled']),
  mustChange: z.boolean(),
  /** Epoch ms of the last sign-in; null: never. */
  lastSignIn: z.number().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type Person = z.output<typeof person>;

const task = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(TASK_ROLES),
  state: z.enum(['active', 'disabled']),
  lastUsed: z.number().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type Task = z.output<typeof task>;

const profile = z.object({
  signInName,
  name: shownName,
  role: z.enum(ASSIGNED_ROLES),
  colleges,
});
export type Profile = z.output<typeof profile>;

const people = { needs: 'people', scope: 'whole', audits: 'people' } as const;
const own = { needs: 'nobody', scope: 'none' } as const;

/** Signing in and out, and who may. What a person did is in the contract of the audit. */
export const peopleArea = {
  me: access(own).output(me),
  /** Errors: SIGN_IN_WRONG (whatever is wrong), SIGN_IN_WAIT, PERSON_REFUSED disabled. */
  signIn: access(own)
    .input(z.object({ name: signInName, password }))
    .output(me),
  /** For unattended tasks. Errors: TASK_KEY_WRONG, SIGN_IN_WAIT. */
  signInTask: access(own)
    .input(z.object({ key: z.string().max(200) }))
    .output(me),
  signOut: access(own).output(me),
  lock: access(own).output(me),
  /** Errors: SIGN_IN_WRONG, SIGN_IN_WAIT. */
  unlock: access(own).input(z.object({ password })).output(me),
  /** A key or a click: the window is in use. */
  touch: access(own).output(z.object({})),
  /**
   * An administrator who forgot the password proves by the printed recovery key to be the office. Errors: KEY_WRONG,
   * KEY_RING no-recovery, SIGN_IN_WAIT, NOT_FOUND (no administrator of that name), PASSWORD_REFUSED.
   */
  resetAdmin: access(own)
    .input(z.object({ name: signInName, password, recoveryKey: z.string().max(200) }))
    .output(person),
  /** Errors: SIGN_IN_WRONG, SIGN_IN_WAIT, PASSWORD_REFUSED. */
  changePassword: access(own)
    .input(z.object({ old: password, next: password }))
    .output(me),

  /** Whole numbers for a while, to whoever may ask for them; with a reason, which the audit keeps. Errors: UNMASK_REFUSED. */
  askUnmask: access({ needs: 'ask-unmask', scope: 'none', audits: 'unmask' })
    .input(z.object({ reason: z.string().trim().min(2).max(200) }))
    .output(me),
  mask: access({ needs: 'signed-in', scope: 'none' }).output(me),

  list: access({ needs: 'people', scope: 'whole' }).output(
    z.object({
      people: z.array(person),
      tasks: z.array(task),
      /** Who is signed in now, locked or not, by id. */
      here: z.array(z.string()),
    }),
  ),
  /** The first must be an administrator of the whole school. Errors: PERSON_REFUSED, PASSWORD_REFUSED. */
  add: access(people)
    .input(profile.extend({ password, mustChange: z.boolean().default(true) }))
    .output(person),
  /** Errors: NOT_FOUND, PERSON_REFUSED. */
  edit: access(people)
    .input(profile.extend({ id: z.string() }))
    .output(person),
  /** Errors: NOT_FOUND, PERSON_REFUSED last-admin. */
  setState: access(people)
    .input(z.object({ id: z.string(), state: z.enum(['active', 'disabled']) }))
    .output(person),
  /** Somebody who never signed in is taken out again. Errors: NOT_FOUND, PERSON_REFUSED. */
  remove: access(people)
    .input(z.object({ id: z.string() }))
    .output(z.object({})),
  /** Errors: NOT_FOUND, PASSWORD_REFUSED. */
  setPassword: access(people)
    .input(z.object({ id: z.string(), password, mustChange: z.boolean().default(true) }))
    .output(person),
  /** The key is told this once. Errors: PERSON_REFUSED name-taken. */
  addTask: access(people)
    .input(z.object({ name: shownName, role: z.enum(TASK_ROLES) }))
    .output(z.object({ task, key: z.string() })),
  revokeTask: access(people)
    .input(z.object({ id: z.string() }))
    .output(task),
  saveLockAfter: access(people)
    .input(z.object({ minutes: z.number().int().min(0).max(480) }))
    .output(z.object({ minutes: z.number() })),
};
