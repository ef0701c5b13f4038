import type { CounterWords } from './counterZh.ts';

export const counterEn: CounterWords = {
  about: 'The counter: students check their record in a window of their own and sign',
  list: 'Lists who came, and the outcome, newest first; without the signatures',
  since: 'From which day on (Beijing)',
  head: ['time', 'student no', 'name', 'class', 'outcome', 'signature', ''],
  verdict: { correct: 'correct', wrong: 'wrong' },
  signed: { drawn: 'drawn', typed: 'name typed' },
  undone: 'undone',
  stale: 'record changed since',
  total: (count: number) => `${count} in all`,
};
