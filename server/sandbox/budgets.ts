// Every limit of the sandbox in one place; each one that a handler can meet is named in the outcome's message.

const MIB = 1024 * 1024;

export const budgets = {
  /** From spawning a child to its report that it is ready for code. */
  bootMs: 10_000,
  /** From handing over the code to the end of its evaluation. */
  loadMs: 1_000,
  /** Silence after a ping while the child uses the processor. */
  silenceMs: 1_000,
  /** Silence after a ping while it uses none: a machine under load can look like this for a moment. */
  idleSilenceMs: 2_500,
  /** How long a child may stay busy before it counts as never idle. */
  neverIdleMs: 1_500,
  /** The same for a child that keeps calling the shop meanwhile. */
  settleMs: 20_000,
  /** How long what a receiver leaves behind may run on before its child is killed instead of used again. */
  resetMs: 1_500,
  /** Receivers that one child is used for, and what it may grow by meanwhile. */
  epochs: 5_000,
  epochGrowthBytes: 64 * MIB,
  /** The project's own code may use one child for longer: a new one is slow until its code is compiled. */
  ownCode: { heapMegabytes: 256, epochGrowthBytes: 128 * MIB },
  /** A closed channel with a living process behind it. */
  closedChannelMs: 300,
  residentBytes: 300 * MIB,
  heapMegabytes: 128,
  addressSpaceBytes: 3 * 1024 * MIB,
  openFiles: 64,
  fileBytes: 32 * MIB,
  processorSeconds: 120,
  temporaryBytes: 16 * MIB,
  frameBytes: MIB,
  controlFrameBytes: 64 * 1024,
  responseBytes: 8 * MIB,
  /** Output that is passed on, and output at which the child is killed; both since the last request. */
  keptOutputBytes: 256 * 1024,
  outputBytes: 16 * MIB,
  /** Shop calls since the last request. */
  calls: 20_000,
  callBytes: 16 * MIB,
  /** Timers fired since the last request. */
  timerFires: 20_000,
  /** Readings of the clock within one turn of the event loop. */
  clockReadings: 1_000_000,
  spareIdleMs: 5 * 60_000,
} as const;
