import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCore } from '../harness/openCore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

it('tells of a clock that is behind the newest entry where a store is checked or backed up, and refuses nothing', async () => {
  const dataDir = temporaryFolder();
  const ahead = { now: () => Date.now() + 40.5 * 86_400_000 };
  const core = await openCore(dataDir, ahead);
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  await core.close();
  for (const command of [['check'], ['backup', '--to', join(temporaryFolder(), 'copy.xueji')]]) {
    const { code, stderr } = await xuejiInside(...command, '--data', dataDir);
    expect(code).toBe(0);
    expect(stderr).toContain('早 40 天');
  }
});
