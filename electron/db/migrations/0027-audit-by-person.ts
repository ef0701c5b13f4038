import type { Migration } from '../migration.ts';

/** What one person did of one kind is found in the index alone: of a person who did it seldom, too. */
export const auditByPerson: Migration = {
  version: 27,
  name: 'the audit by person and what they did',
  up(db) {
    db.raw.exec(`
      DROP INDEX audit_person;
      CREATE INDEX audit_person ON audit (person, seq, action);
    `);
  },
};
