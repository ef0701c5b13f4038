/**
 * Sets of student numbers (student.n) as a short text: an import of a whole school names numbers that follow one
 * another, so what is kept are the gaps and how many follow without one. `4,1x99` is 4, then 5 to 104: each part is
 * the step from the number before, `x` tells how many more follow by one.
 */
export function studentRunsText(numbers: Iterable<number>): string {
  const sorted = Uint32Array.from(new Set(numbers)).sort();
  let text = '';
  let before = 0;
  for (let index = 0; index < sorted.length; ) {
    const first = sorted[index]!;
    let end = index + 1;
    while (end < sorted.length && sorted[end] === sorted[end - 1]! + 1) end += 1;
    const more = end - index - 1;
    text += `${text === '' ? '' : ','}${first - before}${more > 0 ? `x${more}` : ''}`;
    before = sorted[end - 1]!;
    index = end;
  }
  return text;
}

/** The numbers of such a text, ascending. */
export function numbersOfRuns(text: string): number[] {
  const numbers: number[] = [];
  if (text === '') return numbers;
  let number = 0;
  for (const part of text.split(',')) {
    const [step, more = '0'] = part.split('x');
    number += Number(step);
    numbers.push(number);
    for (let left = Number(more); left > 0; left -= 1) numbers.push(++number);
  }
  return numbers;
}

/** Whether one of these numbers is in such a text, which is not spelled out for it. `numbers`: ascending. */
export function runsHold(text: string, numbers: readonly number[]): boolean {
  if (text === '') return false;
  let at = 0;
  let first = 0;
  let number = 0;
  let more = -1;
  let last = 0;
  // Read character by character: a search reads thousands of lists of thousands of students.
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : COMMA;
    if (code === COMMA) {
      first = last + number;
      last = first + Math.max(more, 0);
      while (at < numbers.length && numbers[at]! < first) at += 1;
      if (at === numbers.length) return false;
      if (numbers[at]! <= last) return true;
      number = 0;
      more = -1;
    } else if (code === TIMES) more = 0;
    else if (more < 0) number = number * 10 + (code - ZERO);
    else more = more * 10 + (code - ZERO);
  }
  return false;
}

const COMMA = 44;
const ZERO = 48;
const TIMES = 120;
