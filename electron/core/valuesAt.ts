/** What stands at a path of an input, `cases.case`; lists on the way are gone through. What is not there is left out. */
export function valuesAt(input: unknown, path: string): unknown[] {
  let found: unknown[] = [input];
  for (const key of path.split('.')) {
    found = found.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      const next: unknown = Reflect.get(value, key);
      return Array.isArray(next) ? next : [next];
    });
  }
  return found.filter((value) => value !== undefined && value !== null);
}
