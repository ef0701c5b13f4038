/** What a hub keeps, one school in each database. Times are epoch ms, JSON is text: the same columns on both engines. */
export interface HubTables {
  /** One row. Locked first by everything that writes: numbers are given in the order in which they are committed. */
  partition: {
    id: number;
    hub: string;
    instance: string;
    epoch: string;
    head_seq: number;
    head_chain: string;
    /** The last entry that a verified backup holds. */
    durable_seq: number;
    secret: string;
  };
  device: {
    id: string;
    name: string;
    state: 'enrolling' | 'active' | 'revoked';
    last_mid: number;
    grant_version: number;
    /** JSON: '*' or the colleges. */
    scope: string;
    seen_seq: number;
    seen_at: number | null;
    /** SPKI of its Ed25519 key, base64: what it signs challenges with. */
    public_key: string | null;
    asked_at: number | null;
    clock_skew_ms: number | null;
    app_version: string | null;
    schema_version: number | null;
    /** What it still has to push, as it said when it was last there: how many, and since when the oldest waits. */
    outbox_depth: number | null;
    outbox_oldest_at: number | null;
    /** The newest grant of which it said that nothing outside is left on it. */
    purged_version: number | null;
    /** Part of the numbers that it gives (deviceOrdinal). */
    ordinal: number | null;
    /** JSON, DeviceStatus.report: what it last said of itself. */
    report: string | null;
  };
  /** What a device was allowed, by the number of the grant: nothing is written over. */
  device_grant: {
    device: string;
    grant_version: number;
    state: 'active' | 'revoked';
    /** JSON: '*' or the colleges. */
    scope: string;
    at: number;
    /** Who granted it. */
    by: string;
  };
  /** Codes that let one device ask to be enrolled. Only their hashes. */
  enrol_code: {
    hash: string;
    made_at: number;
    ends_at: number;
    /** The device that asked with it: it is good once. */
    device: string | null;
  };
  /** Wrong codes of one address, or of all (''), since when. */
  enrol_guess: { source: string; since: number; wrong: number };
  /** The hub’s keys; the last one is in use, and each is signed by the one before. */
  hub_key: {
    n: number;
    /** PEM. */
    certificate: string;
    /** PKCS #8 PEM, sealed by the key ring, base64; '' of a key that was rolled over. */
    private_key: string;
    made_at: number;
  };
  log: {
    seq: number;
    /** The first entry of the push or seal that it is of: entries of one commit are applied together. */
    commit_seq: number;
    /** `instance`: the database woke up in another place, and has another name from there on. */
    kind: 'up' | 'leave' | 'ack' | 'grant' | 'instance';
    /** Of which rows: '' of the office, '*' of everybody, otherwise a college. */
    scope: string;
    entity: string;
    row_id: string;
    ver: number;
    /** JSON. `up`: the fields that changed, null for one that went. */
    patch: string;
    device: string;
    mid: number;
    at: number;
    chain: string;
  };
  /** What came from devices, each under its number. `outcome` (JSON) and `seq` of its answer: null while it waits for the rest of its commit. */
  mutation: {
    device: string;
    mid: number;
    /** Of the whole body: another one under the same number is of another device. */
    sha256: string;
    name: string;
    args: string;
    actor: string;
    at: number;
    batch: string | null;
    /** Rows that it touched, of any scope. */
    entries: number;
    outcome: string | null;
    seq: number | null;
  };
  /** Bodies (JSON) that wait for the rest of their commit. */
  staged: { device: string; mid: number; part_of: string; body: string };
  row: {
    entity: string;
    row_id: string;
    student: string | null;
    scope: string;
    fields: string;
    ver: number;
    seq: number;
  };
  /** `word`: the college as the school’s sources write it, in key form; `scope`: what the dictionary says that it means. */
  student_scope: { student: string; word: string; scope: string };
  /** By what people sign in, of the versions that devices know them by. Not in the log. */
  person_secret: { person: string; hash: string; must_change: number; set_at: number; ver: number };
  quarantine: { device: string; mid: number; body: string; why: string };
  /** Of a scope, an entity and a bucket of ids: how many rows are there, and the sum of their hashes (rowDigest). */
  digest: { scope: string; entity: string; bucket: number; rows: number; sum: string };
  /** Files whose bytes the hub has, by their content. */
  blob: { sha256: string; size: number; stored_at: number };
  /** Their bytes, sealed, from the byte `at` on; of a hub in a folder they lie in the folder. */
  blob_piece: { sha256: string; at: number; bytes: Buffer };
  /** Which rows name them. */
  blob_ref: { sha256: string; entity: string; row_id: string; scope: string };
  /** Which devices have shown their bytes. */
  blob_sender: { sha256: string; device: string };
  /** Students who were erased for good; `done_at`: nothing of them is left in this database. */
  erasure: { id: string; at: number; taken_at: number; device: string; done_at: number | null };
  /** Keys of their ids (erasedKey): kept, so that nobody comes back from a copy of before. */
  erased_student: { erasure: string; student_key: string };
  /** Which devices have said that nothing of them is left on them. */
  erasure_receipt: { erasure: string; device: string; at: number };
  /** One row: the version of these tables (hubMigrations). */
  hub_schema: { version: number };
  /** What the hub notes about itself, by name: see hubNotes. */
  hub_note: { name: string; value: string };
}
