import { appendAudit } from '../../audit/appendAudit.ts';
import { lockAfterMinutes, saveLockAfter } from '../people/lockAfter.ts';
import {
  addPerson,
  addTask,
  editPerson,
  listPeople,
  removePerson,
  revokeTask,
  setActive,
  setPassword,
} from '../people/managePeople.ts';
import { resetAdmin } from '../people/resetAdmin.ts';
import type { SignIn } from '../people/SignIn.ts';
import { tellMe } from '../people/tellMe.ts';
import type { OpenSession } from '../Session.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

export function peopleRouter(procedures: Procedures, services: Services, signIn: SignIn) {
  const { db } = services;
  const build = procedures.people;
  const me = (session: OpenSession) => tellMe(services, session);
  return {
    me: build.me.handler(({ context }) => me(context.session)),
    signIn: build.signIn.handler(async ({ input, context: { session } }) => {
      await signIn.signIn(session, input.name, input.password);
      return me(session);
    }),
    signInTask: build.signInTask.handler(async ({ input, context: { session } }) => {
      await signIn.signInTask(session, input.key);
      return me(session);
    }),
    signOut: build.signOut.handler(async ({ context: { session } }) => {
      await signIn.signOut(session);
      return me(session);
    }),
    lock: build.lock.handler(async ({ context: { session } }) => {
      await signIn.lock(session, 'asked');
      return me(session);
    }),
    unlock: build.unlock.handler(async ({ input, context: { session } }) => {
      await signIn.unlock(session, input.password);
      return me(session);
    }),
    touch: build.touch.handler(({ context: { session } }) => {
      signIn.touch(session);
      return {};
    }),
    resetAdmin: build.resetAdmin.handler(({ input, context: { session } }) =>
      resetAdmin(services, signIn, session, input),
    ),
    changePassword: build.changePassword.handler(async ({ input, context: { session } }) => {
      await signIn.changePassword(session, input.old, input.next);
      return me(session);
    }),
    askUnmask: build.askUnmask.handler(({ input, context: { session } }) =>
      services.writes.take(() => {
        const { db, clock } = services;
        // Written before they are open.
        appendAudit(db, services.auditActor, clock.now(), {
          action: 'unmask',
          detail: { reason: input.reason },
        });
        session.unmask(input.reason, clock.now());
        return me(session);
      }),
    ),
    mask: build.mask.handler(({ context: { session } }) => {
      session.mask();
      return me(session);
    }),
    list: build.list.handler(() => ({ ...listPeople(db), here: signIn.here() })),
    add: build.add.handler(({ input }) => addPerson(services, input)),
    edit: build.edit.handler(({ input }) => editPerson(services, signIn, input)),
    setState: build.setState.handler(({ input }) => setActive(services, signIn, input.id, input.state)),
    remove: build.remove.handler(async ({ input }) => {
      await removePerson(services, input.id);
      return {};
    }),
    setPassword: build.setPassword.handler(({ input }) => setPassword(services, signIn, input)),
    addTask: build.addTask.handler(({ input }) => addTask(services, input)),
    revokeTask: build.revokeTask.handler(({ input }) => revokeTask(services, signIn, input.id)),
    saveLockAfter: build.saveLockAfter.handler(({ input }) =>
      services.writes.take(() => {
        saveLockAfter(services, input.minutes);
        return { minutes: lockAfterMinutes(db) };
      }),
    ),
  };
}
