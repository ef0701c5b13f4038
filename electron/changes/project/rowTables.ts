import type { Entity } from '../change.ts';

export interface RowTable {
  table: string;
  /** Columns that the parts of the entity's id are, in their order. */
  key: string[];
  /** Field of a change → column. */
  columns: Record<string, string>;
}

/** Entities that are one row of one table, column by field. */
export const ROW_TABLES: Partial<Record<Entity, RowTable>> = {
  campaign: {
    table: 'campaign',
    key: ['id'],
    columns: {
      name: 'name',
      type: 'type',
      deadline: 'deadline',
      lockRule: 'lock_rule',
      population: 'population',
      coveredFields: 'covered_fields',
      coversPhoto: 'covers_photo',
      createdAt: 'created_at',
      closedAt: 'closed_at',
    },
  },
  batch: {
    table: 'batch',
    key: ['id'],
    columns: {
      kind: 'kind',
      source: 'source',
      file: 'file',
      format: 'format',
      encoding: 'encoding',
      sheet: 'sheet',
      headerRow: 'header_row',
      campaign: 'campaign_id',
      counts: 'counts',
      at: 'at',
      actor: 'actor',
      undoneAt: 'undone_at',
      undoneBy: 'undone_by',
    },
  },
  named: {
    table: 'batch_students',
    key: ['batch'],
    columns: { students: 'students', runs: 'runs' },
  },
  sheet: {
    table: 'sheet',
    key: ['number'],
    columns: {
      code: 'code',
      campaign: 'campaign_id',
      dataTime: 'data_time',
      collegeName: 'college_name',
      className: 'class_name',
      students: 'students',
    },
  },
  sheetRows: { table: 'sheet_rows', key: ['number'], columns: { students: 'students' } },
  classContact: {
    table: 'class_contact',
    key: ['key'],
    columns: {
      collegeName: 'college_name',
      className: 'class_name',
      counsellor: 'counsellor',
      phone: 'phone',
      email: 'email',
      qq: 'qq',
    },
  },
  deadline: {
    table: 'campaign_deadline',
    key: ['campaign_id', 'scope'],
    columns: { collegeName: 'college_name', className: 'class_name', deadline: 'deadline' },
  },
  milestone: {
    table: 'campaign_milestone',
    key: ['campaign_id', 'id'],
    columns: { name: 'name', from: 'from_day', to: 'to_day', kind: 'kind' },
  },
  final: {
    table: 'campaign_final',
    key: ['campaign_id', 'part'],
    columns: { legend: 'legend', marks: 'marks', groups: 'groups', days: 'days' },
  },
  mailReturn: {
    table: 'mail_return',
    key: ['id'],
    columns: {
      mail: 'mail',
      address: 'address',
      cause: 'cause',
      status: 'status',
      reply: 'reply',
      at: 'at',
      actor: 'actor',
      batch: 'batch',
    },
  },
  caseRules: { table: 'case_rules', key: ['hash'], columns: { body: 'body' } },
  counterVisit: {
    table: 'counter_visit',
    key: ['event'],
    columns: {
      startedAt: 'started_at',
      fields: 'fields',
      photo: 'photo',
      comment: 'comment',
      signature: 'signature',
      signedName: 'signed_name',
      witness: 'witness',
      revealed: 'revealed',
    },
  },
  signedSheet: {
    table: 'signed_sheet',
    key: ['number'],
    columns: {
      about: 'about',
      request: 'request',
      group: 'group_values',
      dataTime: 'data_time',
      key: 'key',
      digest: 'digest',
      columns: 'columns',
      students: 'students',
      marks: 'marks',
    },
  },
  sheetReturn: {
    table: 'sheet_return',
    key: ['number', 'batch'],
    columns: { rows: 'rows', answers: 'answers' },
  },
  sheetHandling: {
    table: 'sheet_handling',
    key: ['number', 'batch'],
    columns: {
      kind: 'kind',
      at: 'at',
      holder: 'holder',
      role: 'role',
      note: 'note',
      replacement: 'replacement',
      actor: 'actor',
    },
  },
  sheetQuestion: {
    table: 'sheet_question',
    key: ['id'],
    columns: {
      number: 'number',
      batch: 'batch',
      kind: 'kind',
      student: 'student',
      name: 'name',
      studentNo: 'student_no',
      written: 'written',
      decision: 'decision',
      decisionNote: 'decision_note',
      decidedAt: 'decided_at',
      decidedBy: 'decided_by',
    },
  },
  view: { table: 'saved_view', key: ['id'], columns: { name: 'name', query: 'query', columns: 'columns' } },
  mapping: {
    table: 'mapping',
    key: ['kind', 'fingerprint'],
    columns: { columns: 'columns', headings: 'headings', uses: 'uses', usedAt: 'used_at' },
  },
  decision: {
    table: 'decision',
    key: ['subject', 'field'],
    columns: { kind: 'kind', source: 'source', said: 'said', at: 'at', actor: 'actor' },
  },
  alias: {
    table: 'student_alias',
    key: ['id'],
    columns: { n: 'n', into: 'into_id', moved: 'moved', batch: 'batch', at: 'at', actor: 'actor' },
  },
  word: {
    table: 'value_alias',
    key: ['field', 'written'],
    columns: { spelling: 'spelling', meant: 'meant', how: 'how', at: 'at', actor: 'actor' },
  },
  person: {
    table: 'person',
    key: ['id'],
    columns: {
      kind: 'kind',
      signInName: 'sign_in_name',
      name: 'name',
      role: 'role',
      colleges: 'colleges',
      state: 'state',
      createdAt: 'created_at',
      createdBy: 'created_by',
      changedAt: 'changed_at',
      changedBy: 'changed_by',
    },
  },
  setting: { table: 'setting', key: ['key'], columns: { value: 'value' } },
};
