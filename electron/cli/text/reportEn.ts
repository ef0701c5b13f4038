import type { ReportWords } from './reportZh.ts';

export const reportEn: ReportWords = {
  about: 'print a report',
  kind: 'report: record-check-sheet, photo-check-sheet, statistics, unverified, chase-notice, corrections, photo-findings, identity-review, identity-confirmation, student-statement, case-form, case-corrections, case-filing, case-letter, sheets-out, counter-slip, guide',
  by: 'what the statistics are counted by: college, major, class, counsellor',
  split: 'a file for each class (or college, or student), in one .zip: whether these are pdf or xlsx',
  guide: 'which guides, by default those for the kind of campaign: graduation-photo, record, troubles',
  log: 'of chase-notice, which was put up: logs a contact on paper about every student on it',
  logNotices: '--log is for chase-notice only.',
  guideLang: 'guides in Chinese (zh) or English (en)',
  out: 'write to a file: .pdf or .xlsx; with --split, .zip; guides: .pdf, .md or .txt',
  case: 'of reports of cases: which (numbers), by default all that are due (of case-form: all that are open)',
  letter: 'of case-letter: which (cases letters)',
  visit:
    'of counter-slip: which checks at the counter (event of counter list), may be repeated; all unless said',
};
