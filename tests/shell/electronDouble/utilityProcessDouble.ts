import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type PortEnd, transferred } from './portDouble.ts';
import type { UtilityFrame } from './utilityFrames.ts';

const BOOTSTRAP = fileURLToPath(new URL('./utilityBootstrap.ts', import.meta.url));

/** Like Electron's UtilityProcess: a real child process, with ports that reach it. */
export class UtilityProcessDouble extends EventEmitter {
  readonly modulePath: string;
  stdout: NodeJS.ReadableStream | null = null;
  stderr: NodeJS.ReadableStream | null = null;
  private readonly child: ChildProcess;
  private readonly ends = new Map<number, PortEnd>();
  private lastId = 0;

  constructor(modulePath: string, args: readonly string[]) {
    super();
    this.modulePath = modulePath;
    this.child = fork(BOOTSTRAP, [modulePath, ...args], {
      // Structured clone, as between Chromium's processes.
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (frame) => this.take(frame as UtilityFrame));
    this.child.once('spawn', () => this.emit('spawn'));
    this.child.once('exit', (code) => {
      for (const end of this.ends.values()) end.close();
      this.ends.clear();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transferred(transfer).map((end) => {
      const id = ++this.lastId;
      this.ends.set(id, end);
      return { id, end };
    });
    this.send({ to: 'parent-port', data: structuredClone(message), ports: ports.map(({ id }) => id) });
    for (const { id, end } of ports) {
      end.hold(
        (data) => this.send({ to: 'port', id, data }),
        () => this.send({ to: 'port-closed', id }),
      );
    }
  }

  kill(): boolean {
    return this.child.kill();
  }

  private send(frame: UtilityFrame): void {
    // A process that is ending takes no more messages; Chromium drops them too.
    if (this.child.connected) this.child.send(frame, () => undefined);
  }

  private take(frame: UtilityFrame): void {
    if (frame.to === 'parent-port') this.emit('message', frame.data);
    else if (frame.to === 'port') this.ends.get(frame.id)?.post(frame.data);
    else {
      this.ends.get(frame.id)?.close();
      this.ends.delete(frame.id);
    }
  }
}
