import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { UtilityFrame } from './utilityFrames.ts';

/** In the child process: gives the built module a `process.parentPort` as Electron does, then runs it. */
class PortInChild extends EventEmitter {
  private readonly id: number;
  private waiting: unknown[] | null = [];

  constructor(id: number) {
    super();
    this.id = id;
  }
  postMessage(data: unknown): void {
    send({ to: 'port', id: this.id, data });
  }
  start(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    for (const data of waiting) this.emit('message', { data, ports: [] });
  }
  close(): void {
    send({ to: 'port-closed', id: this.id });
  }
  take(data: unknown): void {
    if (this.waiting) this.waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }
}

/** Messages wait until somebody listens, as Electron's ParentPort has it. */
class ParentPortInChild extends EventEmitter {
  private waiting: unknown[] = [];

  override on(event: string, listener: (...args: never[]) => void): this {
    super.on(event, listener as (...args: unknown[]) => void);
    if (event === 'message') for (const message of this.waiting.splice(0)) this.emit('message', message);
    return this;
  }
  postMessage(data: unknown): void {
    send({ to: 'parent-port', data, ports: [] });
  }
  take(message: unknown): void {
    if (this.listenerCount('message') > 0) this.emit('message', message);
    else this.waiting.push(message);
  }
}

const ports = new Map<number, PortInChild>();
const parentPort = new ParentPortInChild();

function send(frame: UtilityFrame): void {
  if (process.connected) process.send?.(frame);
}

process.on('message', (message) => {
  const frame = message as UtilityFrame;
  if (frame.to === 'parent-port') {
    const arrived = frame.ports.map((id) => {
      const port = new PortInChild(id);
      ports.set(id, port);
      return port;
    });
    parentPort.take({ data: frame.data, ports: arrived });
  } else if (frame.to === 'port') ports.get(frame.id)?.take(frame.data);
  else {
    ports.get(frame.id)?.emit('close');
    ports.delete(frame.id);
  }
});
// A utility process does not outlive its browser process.
process.once('disconnect', () => process.exit(1));

Object.defineProperty(process, 'parentPort', { value: parentPort });
const module = process.argv[2];
if (!module) throw new TypeError('no module to run');
await import(pathToFileURL(module).href);
