import type { FormText } from './formText.ts';

export const formsEn: FormText = {
  identity: {
    title: 'Confirmation of a Portrait Comparison',
    notes: [
      'The result is what 学信网 wrote into the remark. Without a review on file the diploma cannot be registered (教电〔2021〕128号).',
      'The proof of each student goes into a folder of its own (student number and name), with this sheet, signed and sealed.',
    ],
    headings: {
      student: '1  Student',
      photos: '2  Photos compared',
      proofs: '3  Proof (tick what was handed in)',
      review: '4  Review',
    },
    flag: 'Result',
    open: (proof) => `□ ${proof}`,
    stands: (proof, standing) => `${proof} (${standing})`,
    answers: {
      student: { label: 'Student', hint: 'Why the photos differ:', signs: ['Signature'] },
      department: {
        label: 'College',
        hint: '□ Seen in person, is the student　　□ Is not　　□ Uncertain',
        signs: ['Reviewed by', 'Head (seal)'],
      },
      office: {
        label: 'Registrar',
        hint: '□ Is the student　　□ Is not　　□ Uncertain',
        signs: ['Compared by', 'Head (seal)'],
      },
      leader: { label: 'University', hint: '□ To be filed　　□ Not to be filed', signs: ['Signature'] },
    },
  },
  cases: {
    title: 'Case of a Student',
    notes: [
      'Materials and history are as recorded at the data’s time; whatever was done since, the records say.',
      'Corrections and changes need their proof and the approval that the rules ask for.',
    ],
    signatures: ['Student', 'Handled by', 'Registrar (seal)'],
    headings: {
      student: '1  Student',
      about: '2  Subject',
      materials: '3  Materials',
      history: '4  History',
      review: '5  Decisions',
    },
    number: 'Case',
    type: 'Type',
    state: 'State',
    opened: 'Opened on',
    origin: 'Came from',
    due: 'Due',
    assignee: 'Handled by',
    material: 'Material',
    standing: { there: 'handed in', waived: 'waived', missing: 'missing', 'not-needed': 'not needed' },
    files: (count) => `${count} files`,
    others: 'Other materials',
    done: {
      open: 'Opened',
      fill: 'Filled in',
      attach: 'Received',
      remove: 'Removed',
      waive: 'Waived',
      comment: 'Note',
      assign: 'Handled by',
      extend: 'New deadline',
      move: 'Step',
      'put-out': 'Put on',
    },
    takenBack: '(taken back)',
    correction: (label, from, to) => `${label}: ${from} → ${to}`,
    agreed: (person) => `Reviewed: ${person}`,
    answers: {
      department: {
        label: 'College',
        hint: '□ Agreed　　□ Not agreed　　Remarks:',
        signs: ['Reviewed by', 'Head (seal)'],
      },
      office: {
        label: 'Registrar',
        hint: '□ Agreed　　□ Not agreed　　Remarks:',
        signs: ['Reviewed by', 'Head (seal)'],
      },
      leader: { label: 'University', hint: '□ Agreed　　□ Not agreed　　Remarks:', signs: ['Signature'] },
    },
  },
};
