import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { readyAt } from './startHub.ts';

/** Ms from the post of so many bytes until each of so many connections that wait has them, `rounds` times. */
export async function measurePeer(connections: number, rounds: number, bytes: number): Promise<number[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'longPollPeer.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { port } = await readyAt(child);
  const agents = Array.from(
    { length: connections + 1 },
    () => new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, maxCachedSessions: 0 }),
  );
  const ask = (agent: Agent, method: string, body: Buffer) =>
    new Promise<number>((resolve, reject) => {
      const asking = request({ agent, host: '127.0.0.1', port, method }, (incoming) => {
        incoming.resume();
        incoming.once('end', () => resolve(Number(incoming.headers['x-waiting'])));
      });
      asking.once('error', reject);
      asking.end(body);
    });
  const times: number[] = [];
  const body = Buffer.alloc(bytes, 'x');
  const none = Buffer.alloc(0);
  const [teller, ...waiters] = agents as [Agent, ...Agent[]];
  // The first round makes the connections.
  for (let round = -1; round < rounds; round++) {
    let posted = 0;
    const told = waiters.map((agent) =>
      ask(agent, 'GET', none).then(() => times.push(performance.now() - posted)),
    );
    while ((await ask(teller, 'PUT', none)) < connections);
    posted = performance.now();
    await Promise.all([ask(teller, 'POST', body), ...told]);
    if (round === -1) times.length = 0;
  }
  for (const agent of agents) agent.destroy();
  const gone = once(child, 'exit');
  child.kill();
  await gone;
  return times;
}
