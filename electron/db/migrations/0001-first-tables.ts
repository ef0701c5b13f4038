import type { Migration } from '../migration.ts';

/**
 * Every table but the log is a projection of the log (`change`): `rebuildProjection` must reproduce it exactly.
 * Text columns are TEXT in STRICT tables throughout: a student number is never a number.
 */
export const firstTables: Migration = {
  version: 1,
  name: 'first tables',
  up(db) {
    db.raw.exec(`
      -- What belongs to this computer and not to the school: never in the log.
      CREATE TABLE local (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- The log: one row per record that a mutation touched. patch = {field: value} of a record that was made,
      -- {field: [from, to]} of one that changed.
      CREATE TABLE change (
        seq INTEGER PRIMARY KEY,
        mutation INTEGER NOT NULL,
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        student_n INTEGER,
        kind TEXT NOT NULL CHECK (kind IN ('made', 'changed')),
        patch TEXT NOT NULL
      ) STRICT;
      CREATE INDEX change_student ON change (student_n, seq) WHERE student_n IS NOT NULL;

      -- One row per mutation: the intent, who, when, with which program.
      CREATE TABLE mutation (
        mid INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        args TEXT NOT NULL,
        device TEXT NOT NULL,
        actor TEXT NOT NULL,
        at INTEGER NOT NULL,
        batch TEXT,
        schema INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX mutation_batch ON mutation (batch) WHERE batch IS NOT NULL;

      CREATE TABLE student (
        -- never given again, so that the history of one who is gone stays theirs
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        exam_no TEXT, student_no TEXT, name TEXT, name_pinyin TEXT, gender TEXT, birth_date TEXT,
        id_type TEXT, id_number TEXT, ethnicity TEXT, political_status TEXT,
        school_code TEXT, school_name TEXT, college_name TEXT, department_name TEXT, class_name TEXT,
        major_code TEXT, major_name TEXT, level TEXT, mode TEXT, duration TEXT, grade TEXT,
        enrol_date TEXT, expected_graduation_date TEXT, registration_status TEXT, cultivation TEXT,
        remark TEXT, origin_province TEXT, phone TEXT, email TEXT, counsellor TEXT,
        -- bit per source that says something of this student (chsi 1, sis 2, admission 4, staff 8)
        sources INTEGER NOT NULL,
        -- 1 when two sources say different things of one field
        differing INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX student_exam_no ON student (exam_no) WHERE exam_no IS NOT NULL;
      CREATE INDEX student_student_no ON student (student_no) WHERE student_no IS NOT NULL;
      CREATE INDEX student_id_number ON student (id_number) WHERE id_number IS NOT NULL;

      -- Only of students of whom two sources speak: what a single source says is the student's row itself.
      CREATE TABLE source_record (
        student_n INTEGER NOT NULL,
        source TEXT NOT NULL,
        fields TEXT NOT NULL,
        PRIMARY KEY (student_n, source)
      ) STRICT, WITHOUT ROWID;

      -- Keys by which a student is known too: what another source gives, or the normal form of an odd writing.
      CREATE TABLE other_key (
        field TEXT NOT NULL, value TEXT NOT NULL, student_n INTEGER NOT NULL,
        PRIMARY KEY (field, value, student_n)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX other_key_student ON other_key (student_n);

      CREATE TABLE photo (
        student_n INTEGER NOT NULL,
        role TEXT NOT NULL,
        hash TEXT NOT NULL,
        width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL, dpi INTEGER,
        file_name TEXT NOT NULL, matched_by TEXT NOT NULL,
        findings TEXT NOT NULL,
        PRIMARY KEY (student_n, role)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_hash ON photo (hash);

      CREATE TABLE campaign (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL, type TEXT NOT NULL, deadline TEXT NOT NULL, lock_rule TEXT NOT NULL,
        population TEXT NOT NULL, covered_fields TEXT NOT NULL, covers_photo INTEGER NOT NULL,
        created_at INTEGER NOT NULL, closed_at INTEGER
      ) STRICT, WITHOUT ROWID;

      -- Append-only: what was said of a student's verification. voided_by names the undo that took it back.
      CREATE TABLE event (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        campaign_id TEXT NOT NULL, student_n INTEGER NOT NULL,
        source TEXT NOT NULL, verdict TEXT NOT NULL,
        said_at INTEGER, recorded_at INTEGER NOT NULL,
        note TEXT NOT NULL, batch TEXT,
        fields_hash TEXT NOT NULL, photo_hash TEXT,
        voided_by TEXT
      ) STRICT;
      CREATE INDEX event_student ON event (student_n, campaign_id);

      -- The newest verdict per student and campaign, and whether it still covers what is held.
      CREATE TABLE verification (
        campaign_id TEXT NOT NULL, student_n INTEGER NOT NULL,
        event_n INTEGER NOT NULL, verdict TEXT NOT NULL, verdict_at INTEGER NOT NULL,
        fields_unchanged INTEGER NOT NULL, photo_unchanged INTEGER NOT NULL,
        PRIMARY KEY (campaign_id, student_n)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX verification_student ON verification (student_n);

      CREATE TABLE batch (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, source TEXT NOT NULL, file TEXT NOT NULL, format TEXT NOT NULL,
        encoding TEXT, sheet TEXT, header_row INTEGER, campaign_id TEXT,
        counts TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL,
        undone_at INTEGER, undone_by TEXT
      ) STRICT;

      -- How a person mapped a file with these headings last time.
      CREATE TABLE mapping (
        kind TEXT NOT NULL, fingerprint TEXT NOT NULL, columns TEXT NOT NULL,
        PRIMARY KEY (kind, fingerprint)
      ) STRICT, WITHOUT ROWID;

      -- A cache of what lists are answered from; may be emptied at any time.
      CREATE TABLE image_part (
        name TEXT NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (name, part)
      ) STRICT;

      CREATE TABLE saved_view (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, query TEXT NOT NULL, columns TEXT NOT NULL
      ) STRICT;
    `);
  },
};
