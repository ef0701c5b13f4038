/** The words of `xueji sheets`. */
export const sheetWordsEn = {
  about: 'class sheets that go out and come back',
  list: 'printed sheets: who has them, what came back, what is overdue',
  show: 'every row of a sheet',
  handOut: 'registers who got them; again when handed out again',
  mark: 'registers them as lost, void or replaced',
  return: 'registers a sheet that came back; rows of which nothing else is said are correct and signed',
  questions: 'students added by hand or crossed out, for a person to decide',
  decide: 'decides one of them',
  number: 'number of the sheet (the text of a scan will do)',
  state: 'only in this state; may be repeated',
  overdue: 'only overdue ones',
  college: 'only of this college',
  out: 'writes the list as .xlsx',
  to: 'who got them',
  toCounsellors:
    'every sheet not handed out yet goes to the counsellor of its class (narrowed by --campaign, --college)',
  eitherTo: 'numbers with --to NAME, or --to-counsellors alone',
  toEach: (count: number, holders: number, batch: string | null) =>
    batch === null
      ? 'No sheet was handed out'
      : `${count} handed out to ${holders} counsellors, batch ${batch}`,
  leftOut: (number: string, className: string, counsellors: readonly string[]) =>
    counsellors.length === 0
      ? `${number}  ${className}: has no counsellor; say who gets it`
      : `${number}  ${className}: has several counsellors (${counsellors.join(', ')}); say who gets it`,
  role: 'what they are',
  at: 'day, today if left out',
  note: 'note',
  lost: 'lost',
  void: 'void',
  replacedBy: 'replaced by this new sheet',
  wrong: 'wrong: ROW=FIELD:VALUE; may be repeated',
  proxy: 'signed by another: ROW=WHO; may be repeated',
  unsigned: 'number of a row not signed; may be repeated',
  absent: 'number of a row whose student was absent; may be repeated',
  struck: 'number of a row crossed out; may be repeated',
  none: 'number of a row without an answer; may be repeated',
  added: 'student added by hand: NAME or NAME:STUDENTNO; may be repeated',
  evenVoid: 'registers a void sheet too',
  all: 'those decided as well',
  id: 'its id',
  as: 'decision',
  columns: {
    number: 'sheet',
    state: 'state',
    answered: 'answered',
    holder: 'holder',
    daysOut: 'days out',
    overdue: 'overdue',
    row: 'row',
    before: 'registered',
    preset: 'preset',
  },
  late: 'yes',
  no: 'No class sheets were printed.',
  noQuestions: 'Nobody is waiting for a decision.',
  handled: (count: number, batch: string) => `${count} sheets registered, batch ${batch}`,
  returned: (recorded: number, unchanged: number, questions: number, batch: string) =>
    `Registered: ${recorded} new answers, ${unchanged} held already, ${questions} to decide, batch ${batch}`,
  written: (count: number, file: string) => `${count} sheets written to ${file}`,
  badRow: (text: string) => `“${text}” is no row of the sheet`,
};
