/** An invariant of docs/spec/sync.md does not hold; the message begins with which. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function fail(what: string, where: string, about: unknown): never {
  throw new Broken(`${what} at ${where}: ${JSON.stringify(about).slice(0, 2000)}`);
}
