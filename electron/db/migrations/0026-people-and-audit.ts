import type { Migration } from '../migration.ts';

/** Who may use the store, and what they did with it. */
export const peopleAndAudit: Migration = {
  version: 26,
  name: 'people and what they did',
  up(db) {
    db.raw.exec(`
      -- A projection of the log. People, and the keys of unattended tasks, who sign in by a key of their own.
      CREATE TABLE person (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('person', 'task')),
        -- as it is compared: no two are alike
        sign_in_name TEXT NOT NULL UNIQUE,
        -- as it is shown
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        -- JSON: the colleges of the scope; null: the whole school
        colleges TEXT,
        state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
        created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
        changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- By what people are known when they sign in. Never in the log, which keeps what it is told forever: a password that
      -- was replaced leaves nothing behind. Passwords as argon2id with its parameters, keys of tasks as SHA-256.
      CREATE TABLE person_secret (
        person TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        must_change INTEGER NOT NULL,
        set_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Attempts that failed, by the digest of the name, or of the window: what people type for a name may be a password.
      CREATE TABLE sign_in_wait (
        key TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        at INTEGER NOT NULL,
        wait_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What people did, each entry bound to the one before it. Of this store: never replayed, and nothing changes it.
      CREATE TABLE audit (
        -- 1, 2, 3 … without a gap
        seq INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        -- the person; null: nobody has signed in, or the store has no people
        person TEXT,
        -- how they were called then, as what, through which window or command
        name TEXT NOT NULL, role TEXT NOT NULL, session TEXT NOT NULL,
        action TEXT NOT NULL,
        outcome TEXT NOT NULL,
        -- numbers of students (student.n) as runs; JSON of what else there is to say, never of a student's data
        students TEXT NOT NULL, detail TEXT NOT NULL,
        -- SHA-256 of the hash before and of all that stands here (electron/audit/auditChain.ts)
        hash BLOB NOT NULL
      ) STRICT;
      CREATE INDEX audit_at ON audit (at);
      CREATE INDEX audit_person ON audit (person, seq);
      CREATE INDEX audit_action ON audit (action, seq);
      -- An index of the entries by student: of those that are about a few. Those about many are read through.
      CREATE TABLE audit_student (n INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (n, seq)) STRICT, WITHOUT ROWID;
      CREATE TABLE audit_many (seq INTEGER PRIMARY KEY) STRICT;

      CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
        WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
        BEGIN SELECT raise(ABORT, 'audit entries follow one another'); END;
      CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
        BEGIN SELECT raise(ABORT, 'audit entries are never changed'); END;
      CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit
        BEGIN SELECT raise(ABORT, 'audit entries are never removed'); END;
    `);
  },
};
