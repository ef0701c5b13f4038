import type { Twin } from '../twin.ts';
import type { audit as zh } from '../zh/audit.ts';

export const audit: Twin<typeof zh> = {
  list: 'Audit',
  number: 'No.',
  time: 'Time',
  who: 'Who',
  what: 'What',
  when: 'Days',
  students: 'Students',
  outcome: 'Outcome',
  details: 'Details',
  aboutOne: '1',
  oneStudent: 'One student only: show all',
  all: 'All',
  none: 'No entries match.',
  more: 'Older ones',
  export: 'Save to a file',
  saving: 'Saving the audit',
  verify: {
    title: 'Verify',
    text: 'Looks whether any entry was changed, removed or moved. With an end that was written down earlier it tells too whether anything was cut off.',
    anchor: 'An end that was written down (optional)',
    example: '120:9f86d081…',
    start: 'Verify',
    running: 'Verifying the audit',
    whole_one: 'Whole: {{formatted}} entry.',
    whole_other: 'Whole: {{formatted}} entries, each bound to the one before.',
    writeDown: 'Write the present end down and keep it apart from the data:',
    copy: 'Copy',
  },
};
