import type { syncedWork as zh } from '../zh/syncedWork.ts';

export const syncedWork: typeof zh = {
  did: {
    join: 'What was here before joining',
    import: 'Import',
    edit: 'Edit of a student',
    photo: 'Photos',
    verdict: 'Verdicts',
    sheet: 'Sheets',
    campaign: 'Campaign',
    case: 'Cases',
    chase: 'Chasing',
    undo: 'Taken back',
    words: 'Dictionary',
    decide: 'Comparison settled',
    contacts: 'Contacts',
    people: 'People',
    conflict: 'Conflict settled',
    counter: 'Check at the counter',
    other: 'Settings and others',
  },
  refusedWhy: {
    taken: 'another row has the same number',
    moved: 'somebody took the next step first',
    gone: 'the row was deleted',
    scope: 'not within what that computer may change',
    school: 'it is of the whole school, and changed on computers of the whole school alone',
    changed: 'somebody changed the same first',
    'file-lost': 'the photo or file that it names is on that computer no more',
    schema: 'that computer’s program is too old, and the change would lose something',
    unknown: 'the hub does not understand it, mostly for another version of the program',
  },
};
