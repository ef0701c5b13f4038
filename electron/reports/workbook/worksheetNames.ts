/** Excel: at most 31 UTF-16 units, none of these, no apostrophe at either end, and not its own word. */
const LONGEST = 31;
const FORBIDDEN = /[\\/?*[\]:\p{Cc}]/gu;
const RESERVED = 'history';

function cutTo(text: string, units: number): string {
  let cut = '';
  for (const char of text) {
    if (cut.length + char.length > units) break;
    cut += char;
  }
  return cut;
}

/** A namer that gives every worksheet of one workbook a legal name, unique without regard to case. */
export function worksheetNamer(fallback: string): (wanted: string | null) => string {
  const taken = new Set<string>([RESERVED]);
  return (wanted) => {
    const clean = (wanted ?? '')
      .replace(FORBIDDEN, '_')
      .trim()
      .replace(/^'+|'+$/g, '');
    const base = clean === '' ? fallback : clean;
    for (let index = 1; ; index += 1) {
      const suffix = index === 1 ? '' : ` (${index})`;
      const name = cutTo(base, LONGEST - suffix.length).replace(/'+$/, '') + suffix;
      if (!taken.has(name.toLowerCase())) {
        taken.add(name.toLowerCase());
        return name;
      }
    }
  };
}
