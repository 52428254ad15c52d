import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveFolder } from './cpio';
import { must, onPath } from './shell';

/** A small Debian of the machine's own release, fetched with its own apt-get, and a machine to run it on. */
export interface Debian {
  readonly kernel: string;
  /** The whole disk, as an archive that the kernel unpacks at boot. */
  readonly disk: string;
  /** The command that runs QEMU, and its first arguments. */
  readonly qemu: readonly string[];
  /** Where that QEMU has its modules: the environment variable QEMU_MODULE_DIR. */
  readonly qemuModules: string;
}

/** What a gateway installs, what it finds on its image, and a kernel such as clouds have. */
const INSIDE = [
  ...['charon-systemd', 'strongswan-swanctl', 'libstrongswan-standard-plugins', 'frr', 'frr-pythontools', 'nftables'],
  ...['bash', 'coreutils', 'diffutils', 'dpkg', 'gawk', 'grep', 'iproute2', 'kmod', 'mount', 'procps', 'sed'],
  ...['python3-minimal', 'util-linux', 'linux-image-cloud-amd64'],
];
const OUTSIDE = ['qemu-system-x86'];

/** Nothing at run time needs these; the virtual machine unpacks everything else into its memory. */
const LEFT_OUT = [
  ...['doc', 'man', 'locale', 'info', 'lintian', 'perl', 'perl5', 'i18n'].map((name) => `./usr/share/${name}`),
  ...['./lib/udev', './usr/lib/x86_64-linux-gnu/perl*', './lib/modules/*/kernel/sound'],
  ...['[!n]*', 'net/ethernet', 'nvme', 'nvdimm'].map((name) => `./lib/modules/*/kernel/drivers/${name}`),
];

/** Why there can be no such Debian here; undefined when there can. */
export function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'this is not Linux on x86-64';
  const tool = ['apt-get', 'dpkg-deb', 'tar', 'timeout'].find((it) => !onPath(it));
  if (tool !== undefined) return `there is no ${tool}`;
  const simulated = spawnSync('apt-get', [...INSTALL, '--simulate', ...AS_IF_EMPTY, ...INSIDE, ...OUTSIDE]);
  return simulated.status === 0 ? undefined : 'apt-get does not know the packages; apt-get update may help on Debian';
}

const INSTALL = ['install', '--yes', '--no-install-recommends'];
/** As if this machine had no package yet, so that nothing is taken for granted. */
const AS_IF_EMPTY = ['Dir::State::status=/dev/null', 'APT::Sandbox::User=', 'Debug::NoLocking=1'].flatMap((setting) => [
  '-o',
  setting,
]);

/** Fetches and unpacks it once, and keeps it in the temporary folder for the next run. Installs nothing on this machine. */
export function fetchDebian(): Debian {
  const recipe = JSON.stringify([INSIDE, OUTSIDE, LEFT_OUT, readFileSync(__filename, 'utf8')]);
  const mark = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const cache = join(tmpdir(), `topogen-gateway-cache-${mark}`);
  if (!existsSync(cache)) {
    // Whole or not there: two runs may be at it at once.
    const growing = mkdtempSync(`${cache}-`);
    try {
      fill(growing);
      if (!existsSync(cache)) renameSync(growing, cache);
    } finally {
      rmSync(growing, { recursive: true, force: true });
    }
  }
  const host = join(cache, 'outside');
  const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu/pulseaudio'].map((it) => join(host, it));
  const data = ['qemu', 'seabios'].flatMap((name) => ['-L', join(host, 'usr/share', name)]);
  return {
    kernel: join(cache, 'kernel'),
    disk: join(cache, 'disk.cpio'),
    qemu: [...inside(host, libraries), join(host, 'usr/bin/qemu-system-x86_64'), ...data],
    qemuModules: join(host, 'usr/lib/x86_64-linux-gnu/qemu'),
  };
}

function fill(cache: string): void {
  const disk = unpack(cache, 'inside', INSIDE, LEFT_OUT);
  unpack(cache, 'outside', OUTSIDE, LEFT_OUT);
  const kernel = readdirSync(join(disk, 'boot')).find((name) => name.startsWith('vmlinuz'));
  if (kernel === undefined) throw new Error('the kernel package holds no kernel');
  cpSync(join(disk, 'boot', kernel), join(cache, 'kernel'));
  rmSync(join(disk, 'boot'), { recursive: true });
  finish(disk);
  writeFileSync(join(cache, 'disk.cpio'), archiveFolder(disk));
  rmSync(disk, { recursive: true });
}

/** Packages and all that they need, as if this machine had none yet, unpacked into a folder. */
function unpack(cache: string, name: string, packages: readonly string[], leftOut: readonly string[]): string {
  const archives = join(cache, `${name}-packages`);
  const root = join(cache, name);
  mkdirSync(join(archives, 'partial'), { recursive: true });
  // A download that takes longer has no network, and would wait for it without a word.
  must('timeout', [
    ...['--kill-after=10', '900', 'apt-get'],
    ...INSTALL,
    '--download-only',
    ...AS_IF_EMPTY,
    '-o',
    `Dir::Cache::archives=${archives}`,
    ...packages,
  ]);

  // One tree for programs and libraries, as every current installation has it.
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', folder), { recursive: true });
    symlinkSync(`usr/${folder}`, join(root, folder));
  }
  const excluded = leftOut.map((pattern) => `--exclude=${pattern}`);
  for (const archive of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    const files = must('dpkg-deb', ['--fsys-tarfile', join(archives, archive)]);
    must('tar', ['--extract', '--keep-directory-symlink', '--no-same-owner', '-C', root, ...excluded], files);
  }
  recordPackages(root, archives);
  rmSync(archives, { recursive: true });
  return root;
}

/** Unpacked packages count as installed: the machines ask for them by name. */
function recordPackages(root: string, archives: string): void {
  const controls = readdirSync(archives)
    .filter((file) => file.endsWith('.deb'))
    .map((file) =>
      must('dpkg-deb', ['--field', join(archives, file)])
        .toString()
        .trimEnd(),
    );
  mkdirSync(join(root, 'var/lib/dpkg/info'), { recursive: true });
  const status = controls.map((text) => text.replace(/^(Package: .*)$/m, '$1\nStatus: install ok installed'));
  writeFileSync(join(root, 'var/lib/dpkg/status'), `${status.join('\n\n')}\n`);
}

/** What installation would have done: users, folders, the index of modules, compiled Python. */
function finish(disk: string): void {
  rmSync(join(disk, 'var/run'), { recursive: true, force: true });
  symlinkSync('/run', join(disk, 'var/run'));
  mkdirSync(join(disk, 'var/log/frr'), { recursive: true });
  for (const kind of ['other', 'common-auth', 'common-account', 'common-password', 'common-session']) {
    const all = ['auth', 'account', 'password', 'session'].map((it) => `${it} required pam_permit.so\n`).join('');
    writeFileSync(join(disk, 'etc/pam.d', kind), all);
  }
  rmSync(join(disk, 'usr/bin/sh'), { force: true });
  symlinkSync('bash', join(disk, 'usr/bin/sh'));
  writeFileSync(join(disk, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/bash\nfrr:x:100:100::/nonexistent:/bin/false\n');
  writeFileSync(join(disk, 'etc/group'), 'root:x:0:\nfrr:x:100:\nfrrvty:x:101:frr\n');
  const libraries = [join(disk, 'usr/lib/x86_64-linux-gnu')];
  const [loader = '', ...rest] = inside(disk, libraries);
  const [release = ''] = readdirSync(join(disk, 'usr/lib/modules'));
  must(loader, [...rest, '--argv0', 'depmod', join(disk, 'usr/bin/kmod'), '-b', disk, release]);
  const [python = ''] = readdirSync(join(disk, 'usr/bin')).filter((name) => /^python3\.\d+$/.test(name));
  const modules = join(disk, 'usr/lib', python);
  const home = ['-c', 'import compileall,sys; compileall.compile_dir(sys.argv[1], quiet=2, stripdir=sys.argv[2])'];
  must('env', [
    `PYTHONHOME=${join(disk, 'usr')}`,
    loader,
    ...rest,
    join(disk, 'usr/bin', python),
    ...home,
    modules,
    disk,
  ]);
}

/** A program of a foreign root runs with that root's own loader and libraries. */
function inside(root: string, libraries: readonly string[]): string[] {
  return [join(root, 'usr/lib64/ld-linux-x86-64.so.2'), '--library-path', libraries.join(':')];
}
