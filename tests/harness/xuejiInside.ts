import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../../electron/cli/runCli.ts';
import { type Finished, finished } from './xueji.ts';

/**
 * The command line within this process, for tests of very many commands: a process of its own each takes a second. What
 * signals, exits and streams do is tested by `xueji`.
 */
export async function xuejiInside<Json = Record<string, unknown>>(
  ...args: string[]
): Promise<Finished<Json>> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await runCli(args, { stdout, stderr }, new AbortController().signal);
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return finished(args, { code, stdout: out, stderr: err });
}
