const chineseOrder = new Intl.Collator('zh-CN', { numeric: true });

/**
 * Names of colleges, majors, classes in Chinese order, 2班 before 10班, an empty one last. 1班 and 01班 are the
 * same to a collator, and not to a list: which comes first must not depend on which was met first.
 */
export function compareNames(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? 1 : -1;
  return chineseOrder.compare(one, other) || (one < other ? -1 : 1);
}
