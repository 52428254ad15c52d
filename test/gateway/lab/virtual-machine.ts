import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Debian } from './debian';
import { PATIENCE } from './patience';
import type { Answer } from './shell';

const MEMORY_MIB = 1536;
/** It ends by itself after this long, whatever becomes of the test. */
const LIFE_SECONDS = 1_200 * PATIENCE;

interface Reply extends Answer {
  readonly number: number;
}

/**
 * A computer of its own, so that the kernel is one with XFRM interfaces whatever the one outside has, nothing is asked of
 * the machine outside, and nothing can be left behind on it. Commands go in and answers come out by a serial line.
 */
export class VirtualMachine {
  private readonly waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  private number = 0;
  private complaints = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Boots it with more files on its disk. `archive`: as `cpio.ts` makes them. */
  static async boot(debian: Debian, archive: Buffer): Promise<VirtualMachine> {
    const folder = mkdtempSync(join(tmpdir(), 'topogen-gateway-'));
    const image = join(folder, 'image.cpio');
    await pipeline(Readable.from([readFileSync(debian.disk), archive]), createWriteStream(image));
    const child = spawn(
      'timeout',
      [
        ...['--signal=KILL', String(LIFE_SECONDS), ...debian.qemu],
        ...['-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', String(MEMORY_MIB)],
        ...['-display', 'none', '-monitor', 'none', '-nic', 'none', '-no-reboot'],
        ...['-kernel', debian.kernel, '-initrd', image, '-append', 'console=ttyS0 quiet panic=-1 rdinit=/world/init'],
        ...['-serial', `file:${join(folder, 'console')}`, '-serial', 'stdio'],
      ],
      { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, QEMU_MODULE_DIR: debian.qemuModules } },
    );
    const machine = new VirtualMachine(child, folder);
    try {
      await machine.ready();
      return machine;
    } catch (error) {
      machine.end();
      throw error;
    }
  }

  /** Runs a command in it to its end. Never throws for what the command does. */
  run(words: readonly string[], text = ''): Promise<Answer> {
    this.number += 1;
    const answer = this.reply(this.number);
    this.child.stdin?.write(`${JSON.stringify({ number: this.number, words, text })}\n`);
    return answer;
  }

  /** Ends it, whatever it is at, and clears away its folder. Commands under way fail. */
  end(): void {
    this.child.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const first = this.reply(0);
    const { stdout } = this.child;
    if (!stdout) throw new Error('the virtual machine has no serial line');
    createInterface({ input: stdout }).on('line', (line) => this.hear(line));
    this.child.stderr?.on('data', (text: Buffer) => (this.complaints += text.toString()));
    this.child.on('exit', () => this.fail());
    await first;
  }

  private fail(): void {
    const error = new Error(`the virtual machine ended: ${this.complaints}\n${this.console()}`);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private console(): string {
    const path = join(this.folder, 'console');
    return existsSync(path) ? readFileSync(path, 'utf8').slice(-4000) : '';
  }

  private reply(number: number): Promise<Answer> {
    return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
  }

  private hear(line: string): void {
    if (!line.startsWith('{')) return;
    const reply = JSON.parse(line) as Reply;
    this.waiting.get(reply.number)?.resolve(reply);
    this.waiting.delete(reply.number);
  }
}
