import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serveHubUntilEnd } from '../../electron/cli/commands/hubServe.ts';
import { zh } from '../../electron/cli/text/zh.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { createText } from '../../shared/text/createText.ts';
import { hubMeans, hubPorts, noTrouble } from '../harness/hubEngines.ts';
import { strictLog } from '../harness/openCore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { fillHub } from './fillHub.ts';

it('a hub that is served without a window is backed up by the plan as well', async () => {
  const dataDir = join(temporaryFolder(), 'hub');
  const hub = await openHub({ engine: 'sqlite', dataDir, means: hubMeans() }, hubPorts(), noTrouble);
  await fillHub(hub, 5);
  await hub.close();
  const ending = new AbortController();
  const context = {
    ...{ dataDir, clock: { now: () => Date.now() }, ids: uuidIds, log: strictLog, signIn: {} },
    ...{ text: createText('zh'), words: zh, means: hubMeans(), progress: () => undefined },
    signal: ending.signal,
  };
  const place = { isDataGiven: true, host: '127.0.0.1', port: 0 };
  const served = serveHubUntilEnd(context, place, async () => undefined);
  const folder = join(dataDir, 'backups', 'xueji-hub');
  await expect
    .poll(() => (existsSync(folder) ? readdirSync(folder) : []), { timeout: 30_000 })
    .toEqual([expect.stringMatching(/-planned\.xjh$/)]);
  const status = () => xuejiInside<{ durableSeq: number }>('hub', 'status', '--data', dataDir, '--json');
  await expect.poll(async () => (await status()).json.durableSeq, { timeout: 30_000 }).toBe(5);
  ending.abort();
  await served;
  const kept = await xuejiInside('hub', 'keep-only', '--data', dataDir, '--json');
  expect(kept).toMatchObject({ code: 0, json: { kept: true, devices: 0 } });
}, 90_000);
