/** Lets one student after the other check and sign at the counter, says so of each, and goes on: to be killed. */
import { readFileSync } from 'node:fs';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { openCore } from '../harness/openCore.ts';

const [dataDir, signatures, ...students] = process.argv.slice(2) as [string, string, ...string[]];
const pictures = JSON.parse(readFileSync(signatures, 'utf8')) as string[];
const core = await openCore(dataDir);
const { token } = await core.client.counter.open();
const window = createRouterClient(core.counter.router, {
  context: { pass: core.counter.redeem(token)! },
}) as unknown as ContractRouterClient<CounterWindow>;
for (const [at, student] of students.entries()) {
  await core.client.counter.show({ student });
  for await (const screen of await window.watch({ holding: null })) {
    if (screen.at !== 'record') continue;
    const { visit, fields, askedPhoto } = screen.record;
    await window.answer({
      visit,
      fields: fields.map(({ field }) => ({ field, mark: 'correct', claimed: null })),
      photo: askedPhoto && { mark: 'correct', reason: null },
      comment: '',
      signature: { way: 'drawn', png: pictures[at % pictures.length]! },
    });
    break;
  }
  process.stdout.write(`${student}\n`);
}
