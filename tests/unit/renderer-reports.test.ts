import { describe, expect, test } from 'vitest';
import {
  hasOtherFilters,
  newRequest,
  reportProblem,
  requestOfLink,
  sameReport,
  withField,
  withoutOtherFilters,
} from '../../renderer/screens/reports/reportDraft.ts';
import { nextZoom, pageOfKey } from '../../renderer/ui/pdf/previewKeys.ts';

describe('a report being chosen', () => {
  test('a field without values is no filter', () => {
    const request = withField(newRequest('c1'), 'collegeName', ['法学院']);
    expect(request.filter.fields).toEqual({ collegeName: ['法学院'] });
    expect(withField(request, 'collegeName', []).filter.fields).toEqual({});
  });

  test('is the same as long as it would print the same', () => {
    const request = newRequest('c1');
    expect(sameReport(request, { ...request, by: 'class' })).toBe(true);
    expect(sameReport(request, { ...request, unmasked: true })).toBe(false);
    const statistics = { ...request, kind: 'statistics' as const };
    expect(sameReport(statistics, { ...statistics, by: 'class' })).toBe(false);
    expect(
      sameReport(withField(request, 'className', ['1', '2']), withField(request, 'className', ['2', '1'])),
    ).toBe(true);
  });

  test('says what is missing', () => {
    expect(reportProblem({ ...newRequest(null), kind: 'statistics' }, null)).toBe('campaign');
    expect(reportProblem(newRequest(null), 0)).toBe('nobody');
    expect(reportProblem(newRequest(null), null)).toBeNull();
  });
});

describe('the preview', () => {
  test('keys turn pages and stop at the ends', () => {
    expect(pageOfKey('PageDown', 3, 3)).toBe(3);
    expect(pageOfKey('ArrowLeft', 2, 3)).toBe(1);
    expect(pageOfKey('End', 1, 9)).toBe(9);
    expect(pageOfKey('a', 1, 9)).toBeNull();
  });

  test('zoom goes by steps from wherever it is', () => {
    expect(nextZoom(0.78, 1)).toBe(0.8);
    expect(nextZoom(0.78, -1)).toBe(0.67);
    expect(nextZoom(2, 1)).toBe(2);
  });
});

describe('a link to a report', () => {
  test('asks for the list that it was on', () => {
    const request = requestOfLink(
      new URLSearchParams('kind=record-check-sheet&status=disputed&f.collegeName=A&f.grade=2023'),
      'c1',
    );
    expect(request).toMatchObject({
      kind: 'record-check-sheet',
      campaign: null,
      filter: { statuses: ['disputed'], fields: { collegeName: ['A'], grade: ['2023'] } },
    });
    expect(requestOfLink(new URLSearchParams('kind=statistics'), 'c1')?.campaign).toBe('c1');
    expect(requestOfLink(new URLSearchParams('kind=statistics&campaign=c2'), 'c1')?.campaign).toBe('c2');
    expect(requestOfLink(new URLSearchParams('kind=poem'), 'c1')).toBeNull();
  });

  test('can be freed of the filters that the form has no fields for', () => {
    const linked = requestOfLink(
      new URLSearchParams('kind=record-check-sheet&status=stale&f.collegeName=A&f.grade=2023&differing=1'),
      null,
    );
    if (linked === null) throw new Error('no request');
    expect(hasOtherFilters(linked)).toBe(true);
    const plain = withoutOtherFilters(linked);
    expect(hasOtherFilters(plain)).toBe(false);
    expect(plain.filter.fields).toEqual({ collegeName: ['A'] });
    expect(sameReport(linked, plain)).toBe(false);
  });
});
