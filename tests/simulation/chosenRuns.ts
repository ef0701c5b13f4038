/** What runs without being asked otherwise: a minute of it at most. */
const SEEDS = ['1', '2', '3'];
const STEPS = 30;

/**
 * `XUEJI_SEED`: one seed or several (`7`, `7,8,9`), or `many:100` for a hundred, counted from 1000. `XUEJI_STEPS`: how
 * many steps (`200`), or which (`1-12,40`), to find out which of them a failure needs.
 */
export function chosenRuns(env: Record<string, string | undefined>): { seeds: string[]; steps: number[] } {
  return { seeds: seedsOf(env.XUEJI_SEED), steps: stepsOf(env.XUEJI_STEPS) };
}

function seedsOf(text = ''): string[] {
  if (text === '') return SEEDS;
  const many = /^many:(\d+)$/.exec(text);
  if (many) return Array.from({ length: Number(many[1]) }, (_, index) => String(1000 + index));
  return text.split(',').map((seed) => seed.trim());
}

function stepsOf(text = String(STEPS)): number[] {
  if (/^\d+$/.test(text)) return range(1, Number(text));
  return text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    if (!Number.isInteger(first) || !Number.isInteger(last))
      throw new Error(`XUEJI_STEPS: ${part} is no step`);
    return range(first!, last!);
  });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
