import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLookAlikes, type NewPrint } from '../../electron/photos/findLookAlikes.ts';
import type { HeldPrint } from '../../electron/photos/photoLooks.ts';
import { PRINT_LENGTH, printDistance } from '../../electron/photos/photoPrint.ts';
import { ALIKE } from '../../electron/photos/printIndex.ts';

/** Prints of pictures that have nothing to do with each other; `shade` 1 is the same picture, saved again. */
function print(picture: number, shade: 0 | 1): Int8Array {
  const made = Int8Array.from({ length: PRINT_LENGTH }, (_, at) => ((at * (37 + picture * 16)) % 200) - 100);
  made[PRINT_LENGTH - 1]! += shade;
  return made;
}

const student = (name: string) => ({ student: name, name, idNumber: null, studentNo: null });
const anyStudent = fc.constantFrom('a', 'b', 'c', 'd').map(student);
const anyPicture = fc.record({ picture: fc.nat(2), shade: fc.constantFrom<0 | 1>(0, 1), copy: fc.nat(1) });
const looks = ({ picture, shade, copy }: { picture: number; shade: 0 | 1; copy: number }) => ({
  hash: `${picture}-${shade}-${copy}`,
  print: print(picture, shade),
});

describe('whose photos look like those of an import', () => {
  test('the prints of this test are as far apart as they are said to be', () => {
    expect(printDistance(print(0, 0), print(0, 1))).toBeLessThanOrEqual(ALIKE);
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      expect(printDistance(print(one, 0), print(other, 0))).toBeGreaterThan(ALIKE);
    }
  });

  test('are told as by comparing all with all, whatever was given to whom', () => {
    const newPrints = fc.array(fc.record({ student: anyStudent, look: anyPicture }), { maxLength: 8 });
    const heldPrints = fc.array(
      fc.record({ student: anyStudent, look: anyPicture, role: fc.constantFrom('admission', 'graduation') }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(newPrints, heldPrints, (files, before) => {
        const given = files.map(({ student, look }, row): NewPrint => ({ row, student, ...looks(look) }));
        const held = before.map(
          ({ student, look, role }): HeldPrint => ({
            ...student,
            role: role as HeldPrint['role'],
            ...looks(look),
          }),
        );
        const found = findLookAlikes('graduation', given, held);
        for (const file of given) {
          const others = new Set<string>();
          let own = false;
          for (const other of [
            ...held,
            ...given.map((one) => ({ ...one.student, role: 'graduation', hash: one.hash, print: one.print })),
          ]) {
            if (printDistance(file.print, other.print) > ALIKE) continue;
            if (other.role === 'graduation' && other.hash === file.hash) continue;
            if (other.student === file.student.student) own ||= other.role !== 'graduation';
            else others.add(other.student);
          }
          const seen = found.get(file.row);
          expect({ count: seen?.count ?? 0, own: seen?.own ?? false }).toEqual({ count: others.size, own });
          expect(seen?.named.length ?? 0).toBe(Math.min(3, others.size));
          expect(seen?.named.every((one) => others.has(one.student)) ?? true).toBe(true);
        }
      }),
    );
  });

  test('one picture may have been given to ten thousand, saved in some other way for each second one', () => {
    const files = Array.from(
      { length: 10_000 },
      (_, row): NewPrint => ({
        row,
        student: student(`s${row}`),
        hash: row % 2 ? 'copy' : `own-${row}`,
        print: print(0, 0),
      }),
    );
    const found = findLookAlikes('graduation', files, []);
    expect(found.get(0)).toMatchObject({ count: 9_999, own: false });
    expect(found.get(1)).toMatchObject({ count: 5_000, own: false });
  });
});
