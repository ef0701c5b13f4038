import type { cases as zh } from '../zh/cases.ts';

export const cases: typeof zh = {
  level: {
    student: 'student',
    department: 'college',
    office: 'records office',
    leader: 'school’s leaders',
    outside: 'outside the school',
  },
  group: {
    data: 'Corrections',
    photo: 'Photos',
    identity: 'Identity',
    record: 'Records',
    account: 'Accounts',
    service: 'Services',
  },
  origin: {
    wrong: 'found wrong',
    difference: 'sources differ',
    photo: 'photo check',
    'identity-flag': 'portrait comparison',
    counter: 'counter',
    'not-found': 'record not found',
    'photo-missing': 'photo missing',
    import: 'list',
    staff: 'by hand',
  },
  reader: {
    student: 'student',
    department: 'college',
    province: 'province',
    chsi: '学信网',
    'exam-office': 'examination authority',
    police: 'police',
    photographer: 'photographer',
  },
  rowFault: {
    unknown: 'no such student',
    ambiguous: 'its numbers are of different students',
    name: 'the name does not go with the number',
    answer: 'not a proper answer',
    twice: 'a row before is of the same student',
  },
  closed: 'closed',
  reminder: {
    soon: '{{to}}: cases that are due within two working days: {{count}}. Please see to them.',
    late: '{{to}}: cases that wait for you: {{count}}, overdue: {{overdue}}. Please see to them.',
    line: '{{number}} {{type}} {{name}}: {{state}}, due {{due}}',
    lateLine: '{{number}} {{type}} {{name}}: {{state}}, due {{due}} (overdue)',
    rest: 'And more: {{count}}.',
  },
};
