import { writeFileSync } from 'node:fs';

/** Writes a roster of so many students, numbered from `first`; returns its path. */
export function writeRoster(path: string, first: number, count: number): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const serial = String(first + at).padStart(6, '0');
    return `23110100${serial},2023${serial},测${serial},软件${(first + at) % 7},计算机学院`;
  });
  writeFileSync(path, `考生号,学号,姓名,班级,分院\n${rows.join('\n')}\n`);
  return path;
}
