import { backupEn } from './backupEn.ts';
import { campaignEn as campaign } from './campaignEn.ts';
import { casesEn as cases } from './casesEn.ts';
import { chaseEn as chase } from './chaseEn.ts';
import { counterEn as counter } from './counterEn.ts';
import { hubEn as hub } from './hubEn.ts';
import { hubKeyEn } from './hubKeyEn.ts';
import { keyEn } from './keyEn.ts';
import { mailEn as mail } from './mailEn.ts';
import { peopleEn } from './peopleEn.ts';
import { privacyEn } from './privacyEn.ts';
import { recoverEn } from './recoverEn.ts';
import { reportEn as report } from './reportEn.ts';
import { sheetWordsEn } from './sheetWordsEn.ts';
import { syncEn as sync } from './syncEn.ts';
import { updateEn as update } from './updateEn.ts';
import { verifyEn } from './verifyEn.ts';
import type { CliWords } from './zh.ts';

export const en: CliWords = {
  program: 'Xueji Desk without a window: bring in rosters and photos, see progress, print check sheets.',
  update,
  titles: {
    'Usage:': 'Usage:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
    'Arguments:': 'Arguments:',
    'Global Options:': 'Options of every command:',
  },
  help: 'show help',
  version: 'show the version',
  helpCommand: 'show the help of a command',
  global: {
    data: 'data folder; default: the one of this user on this computer',
    json: 'the result as one JSON object on stdout; everything else goes to stderr',
    lang: 'language: zh or en',
    passphrase: 'file with the passphrase of an encrypted store; or the variable XUEJI_PASSPHRASE',
  },
  init: {
    about: 'make the store; a second run changes nothing',
    code: 'code of the school, 5 digits',
    name: 'name of the school',
  },
  demo: {
    about: 'fill an empty store with made-up students, photos and a campaign',
    students: 'number of students',
    seed: 'the same number gives the same data',
    files: 'leave the source files in this folder',
  },
  import: {
    about: 'bring in rosters, statuses or photos; one import batch per file',
    files: 'a file, a folder or a zip',
    as: 'what it is: roster, status, sheets (class sheets that came back), flags (results of the portrait check), contacts, or photos',
    source: 'where a roster comes from: chsi, sis, admission',
    role: 'photos: admission, graduation',
    faces: 'photos: look for faces while they are imported (slower; hints only)',
    campaign: 'the campaign (id or name); default: the newest one',
    sheet: 'name of the sheet; several times for several in one go, * for all that hold students',
    headerRow:
      'row of the header (0: there is none, columns are called A, B, C…; of a .dbf, the names of its fields)',
    repairLostDigits:
      'complete identity numbers that a spreadsheet rounded, where another source has the only match (logged)',
    clearBlankFlags:
      '(portrait check) students for whom the file shows no result any more are cleared; otherwise kept and listed',
    restoreLeadingZeros:
      'take student and examinee numbers with the zeros that a spreadsheet left out, where they are then those of a student of the same name (logged)',
    takeWords: 'take all suggestions for names and codes (cut names, other writings) into the dictionary',
    correctNames:
      'take the right writing of names with odd dots, spaces and the like as the office’s correction (sources keep theirs)',
    encoding: 'encoding of text: gb18030, utf-8, utf-16le, utf-16be',
    map: 'file that maps headings: {"heading": "field"}',
    passwordFile: 'file whose first line is the password of locked spreadsheets and archives',
    rows: 'tell what became of every row',
    dryRun: 'check only, import nothing',
  },
  batches: {
    about: 'list the import batches',
    diff: 'a roster against the one before it of the same source: new, gone, changed',
    batch: 'id of the batch; the newest roster if left out',
    with: 'the batch to compare with; the one before of the same source if left out',
    out: 'write to this .xlsx file',
  },
  undo: { about: 'take an import batch back', batch: 'id of the batch' },
  students: {
    about: 'list students; with --out all that match go to a file',
    search: 'part of a name, its pinyin initials, or any number',
    where: 'only those whose field has the value, e.g. className=CS2101; may be repeated',
    status: 'only those of a status, e.g. not-verified; may be repeated',
    overdue: 'only those past their deadline and not verified',
    campaign: 'statuses of this campaign (id or name)',
    limit: 'how many at most',
    after: 'go on from where the last page ended',
    unmasked: 'show ID numbers, phones and e-mail in full',
    out: 'write to a file: .jsonl, .csv or .xlsx',
  },
  campaign,
  progress: {
    about: 'count statuses by college, major, class or counsellor',
    by: 'count by: college, major, class, counsellor',
  },
  reconcile: {
    about: 'compares two or three sources over the whole school: only in one, in both, differing',
    source: 'source: chsi, sis or admission',
    where:
      'only students of whom any of the sources says so, e.g. grade=2023; may be repeated; none: the whole school',
    unmasked: 'identity numbers in full in the written file',
    out: 'write to a file: .xlsx',
  },
  report,
  verify: verifyEn,
  ...peopleEn,
  photos: {
    about: 'photos: standards, checks, export under new names',
    profiles: 'list the standards for graduation photos; * is the one of this school',
    choose: 'use this standard from now on',
    check: 'check all photos once more by the standard of this school',
    export: 'export photos, named by a rule, as a zip',
    naming:
      'the rule, such as {studentNo}-{name}; {idNumber} {studentNo} {examNo} {name}, at least one of the numbers',
    dryRun: 'only tell how many would be exported and who left out',
    out: 'write to a file: .zip; a name without an ending is a folder, which must be empty or not there yet',
    shootingPlan: 'numbers per class for photographers, without names or numbers of students',
    planOut: 'write to a file: .xlsx',
    retakes: 'who is to be photographed again: no photo, refused in review, or not to the standard; by class',
    retakesOut: 'write to a file: .xlsx; without it only the counts',
    retake: {
      missing: 'no graduation photo',
      refused: 'reviewed as wrong',
      flagged: 'not to the standard, accepted by nobody',
    },
    retaken: (students, file) =>
      file === null
        ? `${students} to be photographed again.`
        : `${students} to be photographed again, listed in ${file}`,
    profileName: (name) => name.en,
    checkNext: 'In use now; run photos check to check the photos that are here already.',
    checked: (photos, measured, profile) =>
      `Photos checked by “${profile}”: ${photos} (measured anew: ${measured}).`,
    faces:
      'also look for faces: how many, where eyes and face are; a hint; some 20 photos a second for each processor',
    likeness: 'also compare each student’s admission and graduation photo; a hint; slower',
    facesUnavailable: (why) =>
      `Faces can’t be looked for on this computer (files of the program missing, or too old a processor). Everything else was checked. The reason: ${why}`,
    facesFailed: (photos, why) =>
      `Photos in which faces could not be looked for: ${photos}. Look at them yourself, or check once more. The reason, of the first: ${why}`,
    facesLooked: (photos) => `Looked for faces in ${photos} photos (not again where that was done before).`,
    likenessTold: (alike, unsure, unlike, unknown) =>
      `Admission and graduation photo: alike ${alike}, unsure ${unsure}, not much alike ${unlike}, can’t be compared ${unknown}. A hint only: look at them, and go by CHSI’s comparison.`,
    lookAlikes:
      'list photos that look like one but belong to several students (also saved anew or resized): a hint',
    lookAlikesLimit: 'how many groups at most',
    lookAlikesFound: (groups, photos) =>
      groups === 0
        ? `Compared ${photos} photos; none look the same.`
        : `Compared ${photos} photos; ${groups} groups look the same. Compare each by eye:`,
    lookAlikesKinds: { students: 'several students', own: 'one student’s admission and graduation photo' },
    more: (count) => `… and ${count} more`,
    unreadable: (count) => `Photos whose file is missing or damaged: ${count}. Run check.`,
    roles: { admission: 'admission photo', graduation: 'graduation photo' },
    wrongNaming: (rule) =>
      `The rule “${rule}” can’t be used: it needs at least one number and none of \\ / : * ? " < > |.`,
    planned: (photos) => `Photos that can be exported: ${photos}. Nothing was written.`,
    exported: (photos, file) => `Photos written to ${file}: ${photos}`,
    leftOut: (noPhoto, noName, taken) =>
      `Left out: without a photo ${noPhoto}, without what the rule needs ${noName}, with the name of another ${taken}.`,
    planMade: (classes, students, file) =>
      `Classes written to ${file}: ${classes}, with ${students} students`,
  },
  words: {
    about:
      'the dictionary: what words of the sources mean at this school (short, old and cut names, own words for codes)',
    list: 'list the dictionary',
    suggest: 'list words of the students that are probably one',
    take: 'take every suggestion',
    set: 'say what a word means',
    remove: 'take a word out of the dictionary',
    export: 'write the dictionary to a file',
    import: 'take a word list in (three columns: field, written, meant)',
    field: 'field, e.g. collegeName',
    search: 'in the word or its meaning',
    written: 'the word as a source writes it',
    meant: 'what it means',
    out: 'write to a .csv or .xlsx file',
    file: 'word list',
    columns: {
      field: 'Field',
      written: 'Written',
      meant: 'Means',
      suggestion: 'Probably',
      students: 'Students',
    },
    none: 'There are no words in the dictionary yet.',
    understood: (words) => `Dictionary: ${words} words understood by their meaning`,
    learned: (words) => `Dictionary: ${words} words learned`,
    offered: (words) =>
      `Dictionary: ${words} words have a suggestion; take all with --take-words, or say one with words set`,
    noQuestions: 'No word needs explaining.',
    saved: (words) => `${words} words of the dictionary changed.`,
    exported: (words, file) => `${words} words written to ${file}`,
    rejected: (row, fault, value) => `  row ${row} not taken: ${fault}${value === '' ? '' : ` (${value})`}`,
    faults: {
      field: 'there is no such field, or it has no dictionary',
      written: 'no word is given',
      meant: 'no meaning is given',
      verdict:
        'a word for a verification means one of those that are known (正确 有误 未核对 找不到学籍 照片制作中 无照片)',
      same: 'word and meaning are the same',
    },
  },
  cases,
  counter,
  hub,
  sync,
  hubKey: hubKeyEn,
  key: keyEn,
  sheets: sheetWordsEn,
  chase,
  mail,
  check: { about: 'check that the data are whole: file, change log, photos' },
  serve: { about: 'use it in a browser of this computer until Ctrl-C', port: 'port; 0: any that is free' },
  backup: backupEn,
  recover: recoverEn,
  privacy: privacyEn,
  restore: { about: 'restore a backup; what is there now is put aside first', file: 'the backup' },

  wrong: {
    backup: 'write --to FILE, or use backup now, backup list, backup schedule.',
    backupDone: '--on and --off exclude each other, and so do --folder and --beside-data.',
    unknownOption: (name) => `there is no option ${name}.`,
    missingArgument: (name) => `${name} is missing.`,
    optionMissingArgument: (name) => `${name} needs a value.`,
    missingOption: (name) => `${name} is needed.`,
    unknownCommand: (name) => `there is no command ${name}.`,
    noCommand: 'no command was given.',
    excessArguments: 'there are too many arguments.',
    onAndClear: 'give either --on or --clear.',
    reopenReason: '--reopen needs --reason, which is for it alone.',
    noCollege: 'say of which college: --college.',
    namesAndFilter: 'give either students or a filter (--where, --search, --state, --reason), not both.',
    value: (option, value) => `${option} can’t be “${value}”.`,
    choice: (option, value, choices) => `${option} can’t be “${value}”, only ${choices}.`,
    pair: (text) => `It has to be item=answer: “${text}” is not.`,
    where: (text) => `--where needs FIELD=VALUE, which “${text}” is not.`,
    field: (name) => `there is no field “${name}”.`,
    populationField: (name) => `who takes part can’t be said by “${name}”.`,
    sameSource: (sources: string) => `--a, --b and --c must be different sources, not “${sources}”.`,
    folderNotEmpty: (folder) => `the folder “${folder}” is not empty; give an empty one or a new name.`,
    outFormat: (choices) => `the name after --out must end in ${choices}.`,
    address: (text) => `“${text}” is no e-mail address.`,
    passwordFile: (file) => `The password file “${file}” can’t be read.`,
    passwordFileEmpty: (file) =>
      `The first line of the password file “${file}” is empty; it must be the password.`,
    date: (text) => `“${text}” is no date; write it like 2027-05-31.`,
    port: (port) => `port ${port} can’t be used.`,
  },

  region: (sources: readonly string[], all: number) =>
    `${sources.length < all ? 'only' : 'in'} ${sources.join(' and ')}`,
  explained: 'of these not enrolled',
  same: 'the same',
  formal: 'written differently',
  differing: 'differing',
  work: (open: number, decided: number, pairs: number) =>
    `Differences: ${open} open, ${decided} decided; ${pairs} pairs that are probably one person.`,
  diff: {
    before: 'before',
    now: 'now',
    none: 'no earlier roster, so everybody is new',
    equation: (c: { before: number; gone: number; added: number; now: number }) =>
      `${c.before} before − ${c.gone} gone + ${c.added} new = ${c.now} now`,
    parts: (c: { added: number; changed: number; unchanged: number }) =>
      `now: ${c.added} new + ${c.changed} changed + ${c.unchanged} unchanged`,
    fields: 'fields that changed',
    part: { added: 'new', gone: 'gone', changed: 'changed' },
    returned: '(seen before)',
    more: (count: number) => `${count} more, in the workbook of --out`,
  },
  writtenTo: (file: string) => `Written to “${file}”.`,
  colon: ': ',
  none: 'none',
  yes: 'yes',
  school: 'School',
  dataFolder: 'Data folder',
  initialised: (code, name) => `Ready: ${code} ${name}`,
  demoMade: (students, photos) => `Made ${students} students and ${photos} photos, all of them invented.`,
  sheetsOf: (count) => `${count} sheets`,
  sheetOf: (sheet) => `sheet “${sheet}”`,
  headerAt: (row, format) =>
    row > 0 ? `header in row ${row}` : format === 'dbf' ? 'header: names of the fields' : 'no header',
  rows: 'rows',
  counts: (counts) =>
    `${counts.rows} rows = ${counts.created} created + ${counts.updated} updated + ${counts.unchanged} unchanged + ${counts.ambiguous} ambiguous + ${counts.rejected} rejected + ${counts.dropped} dropped`,
  photoCounts: (unmatched, missing) => `${unmatched} photos match nobody; ${missing} students have no photo`,
  unmapped: (headings) => `Columns not used: ${headings}`,
  rowNumber: (row) => `row ${row}`,
  wholeFile: 'whole file',
  moreFindings: (count) => `${count} more; --json shows all.`,
  leftOut: (count) => `Not spreadsheets, and not imported (${count}):`,
  moreFiles: (count) => `${count} more; --json shows all.`,
  saved: (batch) => `Saved as batch ${batch}; undo takes it back.`,
  dryRun: 'Checked only, nothing was imported.',
  undone: (reverted) => `Taken back; ${reverted} changes reverted.`,
  keptRows: (count) => `${count} students were edited since and stay as they are:`,
  batchUndone: 'undone',
  total: (count) => `${count} in all`,
  nextPage: (key) => `Next page: --after ${key}`,
  written: (count, file) => `Wrote ${count} to ${file}`,
  columns: {
    batch: 'Batch',
    at: 'Time',
    kind: 'What',
    file: 'File',
    counts: 'New/changed/all',
    state: 'State',
    name: 'Name',
    type: 'Type',
    deadline: 'Deadline',
    id: 'Id',
    total: 'Students',
    done: 'Verified',
    group: 'Group',
    from: 'From',
    missing: 'Not verified',
    overdue: 'Late',
  },
  deadlineFrom: { class: 'its own', college: 'college', campaign: 'campaign' },
  kinds: {
    roster: 'roster',
    status: 'statuses',
    sheets: 'sheets',
    flags: 'portraits',
    contacts: 'contacts',
    photos: 'photos',
    edit: 'edit',
    words: 'dictionary',
    verdict: 'entry',
    reconcile: 'compare',
    review: 'photo review',
    classContact: 'contacts',
    sheetHandling: 'sheet handling',
    sheetReturn: 'sheet returned',
    campaign: 'campaign made or edited',
    deadlines: 'deadlines',
    timetable: 'timetable',
    counter: 'counter',
    cases: 'cases',
    conflicts: 'conflicts settled',
    chase: 'chasing',
    mailReturns: 'returned mails',
    close: 'closed',
    reopen: 'reopened',
  },
  open: 'open',
  closed: 'closed',
  all: 'All',
  wholeSchool: 'whole school',
  population: 'Who takes part',
  forecast: (ahead) =>
    [
      `${ahead.missing} still to verify, ${ahead.pace} a day over the last 7 days`,
      ahead.doneOn === null ? null : `at that pace all are done on ${ahead.doneOn}`,
      ahead.atDeadline === null ? 'the deadline has passed' : `${ahead.atDeadline} by the deadline`,
      ahead.needed === null ? null : `${ahead.needed} a day are needed to be done in time`,
    ]
      .filter((part) => part !== null)
      .join('; '),
  archived: (files, file) => `${files} files archived in ${file}`,
  leftOutOfArchive: (name) => `  left out, with nothing to say: ${name}`,
  pictureMade: (file) => `Saved to ${file}`,
  joinedLater: (students) =>
    `Since the end ${students} more came who meet the conditions; they are not of the final list and not counted.`,
  campaignCreated: (name, id) => `Set up “${name}” (${id})`,
  reportMade: (sheets, file) => `Printed ${sheets} to ${file}`,
  cannotPrint: (characters) => `No font here has these characters; they are printed as boxes: ${characters}`,
  checks: { file: 'Data file', log: 'Change log', audit: 'Audit', photos: 'Photos' },
  checkGood: (checked) => `whole (${checked})`,
  checkBad: (problems) => `${problems} problems`,
  serving: 'Open this address in a browser (it works once); Ctrl-C ends.',
  backedUp: (students, photos, file) =>
    `Backed up ${students} students and ${photos} photos to ${file}, and read it back.`,
  restored: (students, photos, at) => `Restored the backup of ${at}: ${students} students, ${photos} photos.`,
  keptAside: (folder) => `What was there before lies in ${folder} of the data folder.`,
  damaged: 'Problems were found',
  ending: 'Ending; Ctrl-C once more does not wait.',
  interrupted: 'Interrupted: what was not saved to its end is gone, what was saved stays.',
  afterInterrupt: 'xueji batches lists the imports that were saved; start again when you like.',
};
