import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { readListen } from '../../electron/cli/readListen.ts';

describe('readListen', () => {
  it.each([
    ['17443', '::', 17443],
    ['0', '::', 0],
    ['10.0.0.5:17555', '10.0.0.5', 17555],
    ['10.0.0.5', '10.0.0.5', 17443],
    ['localhost:0', 'localhost', 0],
    ['[::1]:17555', '::1', 17555],
    ['[::1]', '::1', 17443],
  ])('reads %s', (text, host, port) => {
    expect(readListen(text)).toEqual({ host, port });
  });

  it.each(['', ':17443', '10.0.0.5:', '65536', '10.0.0.5:65536', '10.0.0.5:x', '::1', 'a b'])(
    'refuses “%s”',
    (text) => {
      expect(() => readListen(text)).toThrow(InvalidArgumentError);
    },
  );
});
