import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlannedRows } from '../../electron/import/reconcile/plannedRows.ts';
import { PlanLists } from '../../electron/import/session/PlanLists.ts';
import { makeFinding } from '../../electron/import/validate/makeFinding.ts';
import { FINDING_CODES, OUTCOMES } from '../../shared/domain/findings.ts';
import { SUGGESTION_KINDS } from '../../shared/domain/suggestions.ts';

const signal = new AbortController().signal;
const anyRow = fc.record({
  outcome: fc.constantFrom(...OUTCOMES),
  codes: fc.array(fc.constantFrom(...FINDING_CODES), { maxLength: 3 }),
  offers: fc.array(fc.constantFrom(...SUGGESTION_KINDS), { maxLength: 3 }),
  sheet: fc.constantFrom(null, '一班'),
});

test('every page of the lists of a plan is what going through all its rows would give', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 30 }),
      fc.array(fc.constantFrom(...FINDING_CODES), { maxLength: 3 }),
      fc.record({ offset: fc.nat(40), limit: fc.integer({ min: 1, max: 12 }) }),
      fc.record({
        outcomes: fc.subarray([...OUTCOMES]),
        code: fc.constantFrom(null, ...FINDING_CODES),
        kind: fc.constantFrom(...SUGGESTION_KINDS),
      }),
      async (given, codesOfFile, page, { outcomes, code, kind }) => {
        const rows = new PlannedRows(5);
        for (const [index, { outcome, codes, offers, sheet }] of given.entries()) {
          rows.push({
            row: index + 2,
            sheet,
            outcome,
            student: null,
            isNew: false,
            values: {},
            verdict: null,
            findings: codes.map((each, at) => makeFinding(each, { row: index + 2, value: String(at) })),
            offers: offers.map((each, at) => ({
              kind: each,
              field: 'studentNo',
              from: `${index}/${at}`,
              to: '1',
              by: null,
              source: null,
              taken: at === 0,
            })),
          });
        }
        const ofFile = codesOfFile.map((each) => makeFinding(each));
        const lists = await PlanLists.of(rows, signal);
        const cut = <Item>(all: readonly Item[]) => ({
          total: all.length,
          items: all.slice(page.offset, page.offset + page.limit),
        });
        const all = [...rows];

        const found = all.flatMap(({ findings, sheet }) =>
          findings.map((each) => (sheet === null ? each : { ...each, sheet })),
        );
        expect(lists.findings(ofFile, { ...page, unmasked: true })).toEqual(cut([...ofFile, ...found]));
        const matching = all.filter(
          (row) =>
            (outcomes.length === 0 || outcomes.includes(row.outcome)) &&
            (code === null || row.findings.some((each) => each.code === code)),
        );
        expect(lists.rows({ ...page, outcomes, code }, ({ row }) => ({ row }) as never)).toEqual(
          cut(matching.map(({ row }) => ({ row }))),
        );
        const offered = all.flatMap(({ offers }) => offers!.filter((each) => each.kind === kind));
        const request = { ...page, kind, unmasked: true };
        expect(lists.suggestions(request, (_, { from }) => from as never)).toEqual(
          cut(offered.map(({ from }) => from)),
        );
        for (const outcome of OUTCOMES) {
          expect(lists.counts()[outcome]).toBe(all.filter((row) => row.outcome === outcome).length);
        }
        const total = lists.findingCounts(ofFile).reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(ofFile.length + found.length);
      },
    ),
  );
});

test('what is asked to stop while the lists are made, stops', async () => {
  const stopped = AbortSignal.abort();
  const rows = new PlannedRows();
  rows.push({
    row: 2,
    outcome: 'created',
    student: null,
    isNew: true,
    values: {},
    verdict: null,
    findings: [],
  });
  await expect(PlanLists.of(rows, stopped)).rejects.toThrow('CANCELLED');
});
