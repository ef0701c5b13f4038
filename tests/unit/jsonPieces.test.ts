import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonList } from '../../electron/cli/JsonList.ts';
import { jsonPieces } from '../../electron/cli/jsonPieces.ts';

test('an answer that is written piece by piece is what it would be in one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (value, items) => {
      const list = new JsonList<unknown>();
      for (const item of items) list.push(item);
      const answer = (of: unknown) => ({
        value,
        batches: [{ left: undefined, at: new Date(0), of }],
        last: null,
      });
      expect([...jsonPieces(answer(list))].join('')).toBe(JSON.stringify(answer(items)));
    }),
  );
});

test('a list of many megabytes is packed, and comes out whole and in order', () => {
  const list = new JsonList<{ row: number; message: string }>();
  const item = (row: number) => ({ row, message: `“证件号码”的校验码不对，第 ${row} 行`.repeat(5) });
  for (let row = 0; row < 30_000; row++) list.push(item(row));
  expect(list.length).toBe(30_000);
  const pieces = [...jsonPieces({ findings: list })];
  expect(pieces.length).toBeGreaterThan(3);
  const { findings } = JSON.parse(pieces.join('')) as { findings: unknown[] };
  expect(findings).toEqual(Array.from({ length: 30_000 }, (_, row) => item(row)));
});
