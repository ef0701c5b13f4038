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
  };
  log: {
    seq: number;
    /** The first entry of the push or seal that it is of: entries of one commit are applied together. */
    commit_seq: number;
    kind: 'up' | 'leave' | 'ack' | 'grant';
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
  result: { device: string; mid: number; body_sha256: string; outcome: string; seq: number };
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
  conflict: {
    id: string;
    scope: string;
    entity: string;
    row_id: string;
    group_name: string;
    base: string | null;
    theirs: string;
    mine: string;
    device: string;
    mid: number;
    state: 'open' | 'resolved';
  };
  quarantine: { device: string; mid: number; body: string; why: string };
}
