/** Shows a student at the counter, who has pressed and typed but not signed, says so, and stays: to be killed. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { openCore } from '../harness/openCore.ts';

const [dataDir, student] = process.argv.slice(2) as [string, string];
const core = await openCore(dataDir);
const { token } = await core.client.counter.open();
const window = createRouterClient(core.counter.router, {
  context: { pass: core.counter.redeem(token)! },
}) as unknown as ContractRouterClient<CounterWindow>;
await core.client.counter.show({ student });
for await (const screen of await window.watch({ holding: null })) {
  if (screen.at !== 'record') continue;
  const { visit, fields } = screen.record;
  await window.press({
    visit,
    step: 'signing',
    fields: Object.fromEntries(fields.map(({ field }) => [field, 'correct' as const])),
    photo: 'wrong',
  });
  process.stdout.write('held\n');
}
