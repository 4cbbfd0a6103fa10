// A seccomp filter as classic BPF, built here so that no compiler or library is needed: no sockets, no new processes.

/** Numbers of the x86-64 system call table (arch/x86/entry/syscalls/syscall_64.tbl). */
const x64 = {
  arch: 0xc000003e,
  clone: 56,
  clone3: 435,
  /** The channel's two pipes are already open; nothing in a receiver or an SQL process needs any of these. */
  denied: [
    // sockets, and passing file descriptors over the ones that exist
    ...[41, 42, 43, 44, 45, 46, 47, 49, 50, 53, 288, 299, 307],
    // new processes (threads stay), other processes' memory and descriptors
    ...[57, 58, 101, 310, 311, 312, 322, 434, 438, 440],
    // mounts, roots and namespaces
    ...[155, 161, 165, 166, 272, 308, 428, 429, 430, 431, 432, 433, 442],
    // kernel features with a long history of holes: bpf, perf, keyrings, userfaultfd, fanotify, modules, kexec
    ...[175, 176, 212, 246, 248, 249, 250, 298, 300, 301, 304, 303, 313, 320, 321, 323],
    // files that exist in memory only, System V shared memory, queues and semaphores
    ...[29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 240, 319],
    // the machine itself: clock, names, swap, quotas, ports, logs, device nodes
    ...[103, 133, 154, 159, 163, 164, 167, 168, 169, 170, 171, 172, 173, 179, 227, 259, 305],
  ],
  /** Answered "no such call", so that libuv and libc fall back to what is allowed. */
  absent: [425, 426, 427],
} as const;

const LOAD_WORD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_SET = 0x45;
const RETURN = 0x06;

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const errno = (code: number) => 0x00050000 | code;
const EPERM = errno(1);
const ENOSYS = errno(38);

const OFFSET_NUMBER = 0;
const OFFSET_ARCH = 4;
const OFFSET_FIRST_ARGUMENT = 16;
const CLONE_THREAD = 0x00010000;
const X32_BIT = 0x40000000;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/** The filter for this machine, or null where its system call numbers are not known (only x86-64 is). */
export function seccompFilter(architecture: string = process.arch): Buffer | null {
  if (architecture !== "x64") return null;
  const program: Instruction[] = [
    [LOAD_WORD, 0, 0, OFFSET_ARCH],
    [JUMP_EQUAL, 1, 0, x64.arch],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD_WORD, 0, 0, OFFSET_NUMBER],
    [JUMP_AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, KILL_PROCESS],
    ...whenEqual(x64.clone3, [[RETURN, 0, 0, ENOSYS]]),
    ...x64.absent.flatMap((number) => whenEqual(number, [[RETURN, 0, 0, ENOSYS]])),
    ...x64.denied.flatMap((number) => whenEqual(number, [[RETURN, 0, 0, EPERM]])),
    ...whenEqual(x64.clone, [
      [LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT],
      [JUMP_SET, 1, 0, CLONE_THREAD],
      [RETURN, 0, 0, EPERM],
      [RETURN, 0, 0, ALLOW],
    ]),
    [RETURN, 0, 0, ALLOW],
  ];
  return assemble(program);
}

function whenEqual(number: number, then: readonly Instruction[]): Instruction[] {
  return [[JUMP_EQUAL, 0, then.length, number], ...then];
}

/** Lays instructions out as `struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }`. */
function assemble(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, ifTrue, ifFalse, value], index) => {
    const at = index * 8;
    bytes.writeUInt16LE(code, at);
    bytes.writeUInt8(ifTrue, at + 2);
    bytes.writeUInt8(ifFalse, at + 3);
    bytes.writeUInt32LE(value >>> 0, at + 4);
  });
  return bytes;
}
