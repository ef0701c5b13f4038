const format = new Intl.NumberFormat('en-US');

/** 12345 → "12,345": the same in both languages, as office programs write it. */
export function formatCount(value: number): string {
  return format.format(value);
}
