/** What a style says of something that is not shown; the last is Excel's own. */
export const HIDING = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all/i;
const CLASS_ALONE = /^(?:table|tbody|tr|td|th|col|colgroup|div)?\.([\w-]+)$/i;
/** Old pages hide their styles from older browsers. */
const COMMENT_BEGINS = /^\s*<!--/;
const MAX_CLASSES = 10_000;

/** The classes of a style sheet that hide what has them. Rules within rules are for paper or other screens. */
export function hiddenClasses(styles: string): Set<string> {
  const classes = new Set<string>();
  let depth = 0;
  let start = 0;
  let selectors = '';
  for (const { 0: brace, index } of styles.matchAll(/[{}]/g)) {
    const text = styles.slice(start, index);
    start = index + 1;
    if (brace === '{') {
      if (depth++ === 0) selectors = text.slice(text.lastIndexOf(';') + 1);
      continue;
    }
    if (depth === 1 && !selectors.includes('@') && HIDING.test(text)) {
      for (const selector of selectors.split(',')) {
        const name = CLASS_ALONE.exec(selector.replace(COMMENT_BEGINS, '').trim())?.[1];
        if (name !== undefined && classes.size < MAX_CLASSES) classes.add(name);
      }
    }
    depth = Math.max(0, depth - 1);
  }
  return classes;
}
