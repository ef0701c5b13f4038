import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { startXueji, xueji } from '../harness/xueji.ts';
import type { DeskSays, DeskTold } from './deskTalk.ts';

export const placeArgs = (place: HubPlace): string[] =>
  place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];

/** What a process says on stderr. */
function listen(child: ChildProcess): () => string {
  let said = '';
  child.stderr!.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  return () => said;
}

/** `xueji hub serve` as a process of its own, which can be killed and started again at the same port. */
export class HubProcess {
  readonly place: HubPlace;
  port = 0;
  #child: ChildProcess | null = null;

  constructor(place: HubPlace) {
    this.place = place;
  }

  async start(): Promise<void> {
    const args = ['--json', 'hub', 'serve', ...placeArgs(this.place)];
    const child = startXueji([...args, '--listen', `127.0.0.1:${this.port}`]);
    this.#child = child;
    const said = listen(child);
    this.port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout!).once('line', (line) =>
        resolve((JSON.parse(line) as { port: number }).port),
      );
      child.once('exit', (code) =>
        reject(new Error(`the hub ended with ${code} before it answered: ${said()}`)),
      );
    });
  }

  kill(signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL'): Promise<void> {
    return ended(this.#child!, signal);
  }

  /** Lets a device in that has asked, and shows these digits. */
  async approve(name: string, fingerprint: string): Promise<void> {
    const args = ['hub', 'enrol', '--approve', name, '--whole-school', '--fingerprint', fingerprint];
    const { code, stderr } = await xueji(...args, ...placeArgs(this.place));
    if (code !== 0) throw new Error(stderr);
  }

  async code(): Promise<string> {
    const { json } = await xueji<{ code: string }>('--json', 'hub', 'enrol', ...placeArgs(this.place));
    return json.code;
  }
}

/** A desk’s core with its own folder in a process of its own (syncingDesk), which can be killed and started again. */
export class DeskProcess {
  readonly name: string;
  readonly dataDir: string;
  /** What it has committed, over all its lives. */
  readonly kept: string[] = [];
  readonly said: (() => string)[] = [];
  #child: ChildProcess | null = null;
  #heard: DeskSays[] = [];
  #waiting: (() => void) | null = null;

  constructor(name: string, dataDir: string) {
    this.name = name;
    this.dataDir = dataDir;
  }

  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, 'syncingDesk.ts'), [this.dataDir, this.name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#heard = [];
    this.said.push(listen(child));
    child.on('message', (what: DeskSays) => {
      if (what.kind === 'kept') this.kept.push(what.text);
      else this.#heard.push(what);
      this.#waiting?.();
    });
    child.once('exit', () => this.#waiting?.());
    await this.hear('ready');
  }

  tell(what: DeskTold): void {
    this.#child!.send(what);
  }

  work(): void {
    this.tell({ kind: 'work', from: this.kept.length });
  }

  /** The next of that kind that it says. */
  async hear<Kind extends DeskSays['kind']>(kind: Kind): Promise<Extract<DeskSays, { kind: Kind }>> {
    for (;;) {
      const found = this.#heard.findIndex((one) => one.kind === kind);
      if (found >= 0) return this.#heard.splice(found, 1)[0] as Extract<DeskSays, { kind: Kind }>;
      const { exitCode, signalCode } = this.#child!;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`${this.name} ended (${exitCode ?? signalCode}): ${this.said.at(-1)!()}`);
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
      this.#waiting = null;
    }
  }

  kill(): Promise<void> {
    return ended(this.#child!, 'SIGKILL');
  }

  async close(): Promise<void> {
    const gone = exited(this.#child!);
    this.tell({ kind: 'close' });
    await gone;
  }
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = exited(child);
  child.kill(signal);
  await gone;
}
