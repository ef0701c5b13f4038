import { describe, expect, it } from 'vitest';
import { hashOf, parseHash } from '../../renderer/state/route.ts';
import {
  isFiltered,
  paramsOfQuery,
  queryOfParams,
  SORT_KEYS,
} from '../../renderer/state/studentQueryHash.ts';
import { SORT_KEYS as CONTRACT_SORT_KEYS, studentQuery } from '../../shared/contract/students.ts';

const everything = studentQuery.parse({
  campaign: 'c1',
  search: '张 & 李=1',
  filter: {
    fields: { collegeName: ['医学院', ''], className: ['临床,2201', 'a&b=c'] },
    statuses: ['disputed', 'stale'],
    sources: ['chsi', 'staff'],
    photo: 'no-graduation',
    differing: true,
  },
  sort: { key: 'name', descending: true },
});

describe('student query in the hash', () => {
  it('comes back as it went in', () => {
    const hash = hashOf('students', paramsOfQuery(everything));
    const route = parseHash(hash);
    expect(route.area).toBe('students');
    expect(queryOfParams(route.params, null)).toEqual(everything);
  });

  it('leaves out what is as it is by default', () => {
    const plain = studentQuery.parse({});
    expect(paramsOfQuery(plain).toString()).toBe('');
    expect(queryOfParams(new URLSearchParams(), null)).toEqual(plain);
    expect(isFiltered(plain)).toBe(false);
    expect(isFiltered(everything)).toBe(true);
  });

  it('passes over what it does not understand', () => {
    const query = queryOfParams(
      new URLSearchParams('status=nonsense&status=locked&photo=x&sort=-height&f.shoeSize=42&source=y'),
      'c2',
    );
    expect(query).toEqual(studentQuery.parse({ campaign: 'c2', filter: { statuses: ['locked'] } }));
  });

  it('sorts by what the contract sorts by', () => {
    expect(SORT_KEYS).toEqual(CONTRACT_SORT_KEYS);
  });

  it('opens the overview for a hash that names no page', () => {
    expect(parseHash('').area).toBe('overview');
    expect(parseHash('#/nowhere?a=1').area).toBe('overview');
    expect([...parseHash('#/nowhere?a=1').params]).toEqual([]);
  });
});
