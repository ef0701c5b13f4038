import type { AuditActor } from '../../audit/appendAudit.ts';
import type { OpenSession } from '../Session.ts';

/** Characters of a session's id that tell one from another on a list. */
const SHORT_ID = 12;

/** Whoever acts through a session, as the audit names them; in what nobody signed in for, nobody. */
export function auditActor(session: OpenSession): AuditActor {
  const principal = session.principal();
  return {
    person: principal?.user ?? null,
    name: principal?.name ?? '',
    role: principal?.role ?? '',
    session: session.id.slice(-SHORT_ID),
  };
}

/** What the program does by itself. */
export function programActor(name: string): AuditActor {
  return { person: null, name, role: '', session: '' };
}
