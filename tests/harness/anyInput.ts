import fc from 'fast-check';
import type { z } from 'zod';

/** Strings that a store knows, by the name of the field that they stood in: what a true window would ask with. */
export type KnownStrings = ReadonlyMap<string, ReadonlySet<string>>;

/** What no keyboard types and no window sends, but a broken or hostile one could. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  '\0',
  'a\0b',
  '\u202e张三\u202c',
  '\ud800',
  '\udfff尾',
  '%_%',
  "' OR 1=1 --",
  '"; DROP TABLE student; --',
  '=HYPERLINK("http://127.0.0.1")',
  '{姓名}{姓名}{下一步}',
  '<img src=x onerror=alert(1)>',
  '../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'CON',
  '__proto__',
  'constructor',
  'toString',
  '1e999',
  '-0',
  '9'.repeat(40),
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '(('.repeat(50),
  '*^"NEAR(',
  '张'.repeat(70_000),
];

const hostileText = fc.constantFrom(...HOSTILE_TEXTS);

/** Wrong in kind, in size, or made to reach what lies behind an object. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    -0.5,
    1e308,
    2 ** 53,
    2n ** 70n,
  ),
  fc
    .constantFrom<() => unknown>(
      () => [],
      () => ({}),
      () => new Array(20_000).fill('x'),
      () => new Array(3).fill(null),
      () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
      () => new Date(Number.NaN),
      () => new Map([['a', 1]]),
      () => new Set(['a']),
      () => nested(300),
    )
    .map((make) => make()),
);

/** An object within an object, so deep. */
function nested(depth: number): unknown {
  let inner: unknown = 'x';
  for (let at = 0; at < depth; at++) inner = { ids: inner };
  return inner;
}

/** Input that the schema means to take; where it refines further (a day that exists, an address), only mostly. */
export function anyInput(schema: z.ZodType, known: KnownStrings, name = ''): fc.Arbitrary<unknown> {
  const definition = schema._zod.def as unknown as Definition;
  const within = (inner: z.ZodType) => anyInput(inner, known, name);
  switch (definition.type) {
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(definition.shape!).map(([key, inner]) => [key, anyInput(inner, known, key)]),
          ),
        )
        .map((object) =>
          Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)),
        );
    case 'optional':
    case 'default':
    case 'prefault':
      return fc.option(within(definition.innerType!), { nil: undefined, freq: 2 });
    case 'nullable':
      return fc.option(within(definition.innerType!), { nil: null, freq: 2 });
    case 'array': {
      const { minimum = 0, maximum = 4 } = bag(schema);
      const lengths = { minLength: minimum, maxLength: Math.max(minimum, Math.min(maximum, 4)) };
      const element = within(definition.element!);
      // Of a few choices, often each once: many lists are refused when one stands in it twice.
      if (definition.element!._zod.def.type !== 'enum') return fc.array(element, lengths);
      return fc.oneof(fc.array(element, lengths), fc.uniqueArray(element, lengths));
    }
    case 'record': {
      const pair = fc.tuple(within(definition.keyType!), within(definition.valueType!));
      return fc.array(pair, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
    }
    case 'tuple':
      return fc.tuple(...definition.items!.map(within));
    case 'union':
      return fc.oneof(...definition.options!.map(within));
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries!));
    case 'literal':
      return fc.constantFrom(...definition.values!);
    case 'boolean':
      return fc.boolean();
    case 'number': {
      const { minimum = 0, maximum = 2 ** 31 } = bag(schema);
      const isPart = maximum <= 1;
      if (isPart) return fc.constantFrom(minimum, 0.25, 0.5, maximum);
      return fc.oneof(
        {
          weight: 3,
          arbitrary: fc.integer({ min: Math.ceil(minimum), max: Math.min(maximum, minimum + 20) }),
        },
        { weight: 1, arbitrary: fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }) },
      );
    }
    case 'string':
      return anyString(schema, known, name);
    case 'unknown':
    case 'any':
      return fc.jsonValue();
    default:
      throw new TypeError(`No input is made for a schema of type ${definition.type} (${name})`);
  }
}

interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  items?: z.ZodType[];
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: (string | number)[];
}
interface Bag {
  minimum?: number;
  maximum?: number;
  patterns?: ReadonlySet<RegExp>;
}
const bag = (schema: z.ZodType): Bag => schema._zod.bag as Bag;

/** Only addresses of this machine, so that nothing is ever sent anywhere else. */
const ADDRESSES = ['office@example.edu.cn', 's1@stu.example.edu.cn', 'a@b'];
const HOSTS = ['127.0.0.1', 'localhost', 'no-such-host.invalid'];

function anyString(schema: z.ZodType, known: KnownStrings, name: string): fc.Arbitrary<string> {
  if (name === 'from' || name === 'to')
    return fc.oneof(fc.constantFrom(...ADDRESSES), fc.integer({ min: 0, max: 700 }).map(dayOf));
  if (name === 'host') return fc.constantFrom(...HOSTS);
  const { patterns } = bag(schema);
  const free: fc.Arbitrary<string> =
    patterns && patterns.size > 0
      ? fc.stringMatching([...patterns][0]!)
      : fc.oneof(
          { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
          { weight: 1, arbitrary: hostileText },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 700 }).map(dayOf) },
        );
  const named = [...(known.get(name) ?? []), ...(known.get(name.replace(/s$/, '')) ?? [])];
  const knownHere = named.length > 0 ? named : [...(known.get('id') ?? [])];
  if (knownHere.length === 0) return free;
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...knownHere) }, { weight: 1, arbitrary: free });
}

const dayOf = (offset: number) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);

/** One thing in an input made wrong. `at` says where, counted over all its places. */
export interface Damage {
  at: number;
  how: 'set' | 'drop' | 'add';
  value: unknown;
}
export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(500),
  how: fc.constantFrom('set', 'set', 'set', 'drop', 'add'),
  value: hostileValue,
});

/** The input with that done to it; the whole of it where it has no places. */
export function damaged(input: unknown, { at, how, value }: Damage): unknown {
  const copy = structuredClone(input);
  const places = placesIn(copy);
  const place = places[at % (places.length + 1)];
  if (!place) return how === 'drop' ? undefined : value;
  if (how === 'drop') Reflect.deleteProperty(place.owner, place.key);
  else if (how === 'add') Object.defineProperty(place.owner, '__proto__', { value, enumerable: true });
  else Object.defineProperty(place.owner, place.key, { value, enumerable: true, writable: true });
  return copy;
}

function placesIn(value: unknown): { owner: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ owner: value, key }, ...placesIn(inner)]);
}
