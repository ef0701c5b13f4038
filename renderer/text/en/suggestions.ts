import type { Twin } from '../twin.ts';
import type { suggestions as zh } from '../zh/suggestions.ts';

export const suggestions: Twin<typeof zh> = {
  title: 'Can be put right in one go',
  note: 'The file is checked again; until you import it, everything can be given back.',
  lostDigits_one:
    '{{formatted}} ID number has lost its last digits, and another source has the only whole one',
  lostDigits_other:
    '{{formatted}} ID numbers have lost their last digits, and another source has the only whole ones',
  leadingZeros_one: '{{formatted}} student, examinee or class number has lost the zeros in front',
  leadingZeros_other: '{{formatted}} student, examinee or class numbers have lost the zeros in front',
  names_one: '{{formatted}} name is written oddly; the right writing can become the office’s own',
  names_other: '{{formatted}} names are written oddly; the right writing can become the office’s own',
  takeAll_one: 'Take it',
  takeAll_other: 'Take all {{formatted}}',
  taken_one: '{{formatted}} taken',
  taken_other: '{{formatted}} taken',
  takenSome: '{{taken}} taken',
  giveBack: 'Give back',
  list: 'Show the list',
  hideList: 'Hide the list',
  listOf: {
    lostDigits: 'ID numbers to complete',
    leadingZeros: 'Numbers to give their zeros',
    names: 'Names to correct',
  },
  take: 'Take',
  takeRow: 'Take row {{row}}',
  from: 'In the file',
  to: 'Taken',
  why: 'Because',
  by: '{{source}}, same {{by}}',
  byColumn: 'as the column is written',
  byClass: 'a class of the school',
  byWriting: 'the right writing',
  byWholeName: 'another source has it whole',
  apply_one: 'Take as ticked (1 row changed)',
  apply_other: 'Take as ticked ({{count}} rows changed)',
};
