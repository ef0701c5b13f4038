import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FromHubProcess } from '../../electron/core/sync/HubHost.ts';
import { startHubThread } from '../../electron/hub/host/startHubThread.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

it('serves a hub in a thread and ends it when told', async () => {
  const folder = temporaryFolder();
  const heard = Promise.withResolvers<FromHubProcess>();
  const ended = Promise.withResolvers<number | null>();
  const thread = startHubThread({ message: heard.resolve, ended: ended.resolve });
  thread.send({
    ...{ kind: 'serve', dataDir: join(folder, 'hub'), planDir: folder, host: '127.0.0.1', port: 0 },
  });
  expect(await heard.promise).toMatchObject({ kind: 'serving' });
  thread.send({ kind: 'stop' });
  expect(await ended.promise).toBe(0);
}, 30_000);
