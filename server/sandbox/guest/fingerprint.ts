// Tells whether a receiver has changed what all receivers of its process share: globals, Node's modules, packages.
import buffer from "node:buffer";
import events from "node:events";
import { inspect } from "node:util";
import { builtinNames, moduleRegistry } from "./packages.ts";

/**
 * Sees what can be reached by following properties. It does not see into closures and private fields, and hostile code
 * can make it blind; such a receiver spoils nothing but its own later runs, because no frame of a child is a verdict.
 */
export interface Fingerprint {
  /** Adds a module as it is now, such as a package at its first import. */
  include(name: string, module: object): void;
  /** Names the first thing that is not as it was, such as `express.response.json`; null when all is as it was. */
  changed(): string | null;
}

/** To be taken before any code of a receiver has run. */
export function takeFingerprint(): Fingerprint {
  const prints: Print[] = [];
  const seen = new Set<unknown>(changingObjects());
  const include = (name: string, module: object) => {
    const exported = exportsOf(module);
    const root = collect(prints, seen, { value: module, name, from: null });
    for (const [key, value] of exported) collect(prints, seen, { value, name: key, from: root });
  };
  const roots = sharedRoots();
  for (const [, module] of roots) exportsOf(module);
  for (const [name, module] of roots) include(name, module);
  const settings = readSettings();
  return {
    include,
    changed() {
      for (const print of prints) {
        const key = firstDifference(print.slots, slotsOf(print.object));
        if (key !== null) return `${nameOf(print)}.${String(key)}`;
      }
      return firstDifference(settings, readSettings())?.toString() ?? null;
    },
  };
}

/** What an object held: key, value or getter, and setter of one own property after the other; its prototype last. */
type Slots = readonly unknown[];
const SLOT_SIZE = 3;

/** How something was reached. */
interface Reached {
  readonly value: unknown;
  readonly name: PropertyKey;
  readonly from: Print | null;
}

interface Print extends Omit<Reached, "value"> {
  readonly object: object;
  readonly slots: Slots;
}

// Taken now, because a receiver may replace them.
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { is } = Object;

/** What the sandbox puts back after each receiver (the virtual clock holds its timers), and what grows by itself. */
const changingObjects = (): unknown[] => [
  process.env,
  moduleRegistry,
  Reflect.get(Date, "clock"),
  Reflect.get(process, "moduleLoadList"),
  Reflect.get(process, "mainModule"),
];

/** Takes prints of everything that can be reached and has not been seen before; gives the first of them. */
function collect(prints: Print[], seen: Set<unknown>, root: Reached): Print | null {
  const first = prints.length;
  const waiting = [root];
  for (const { value, name, from } of waiting) {
    if (!isShared(value) || seen.has(value)) continue;
    seen.add(value);
    const slots = slotsOf(value);
    const print = { object: value, name, from, slots };
    prints.push(print);
    for (let index = 0; index < slots.length; index += SLOT_SIZE) {
      const key = slots[index] as PropertyKey;
      for (const offset of [1, 2]) waiting.push({ value: slots[index + offset], name: key, from: print });
    }
  }
  return prints[first] ?? null;
}

/** Bytes are nobody's state. */
function isShared(value: unknown): value is object {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && !ArrayBuffer.isView(value);
}

function slotsOf(object: object): Slots {
  const slots: unknown[] = [];
  for (const key of ownKeys(object)) {
    const found = getOwnPropertyDescriptor(object, key);
    // The object that holds an emitter's listeners is another one after each removal.
    if (key === "_events") slots.push(...listenersIn(found?.value));
    else slots.push(key, found?.get ?? found?.value, found?.set);
  }
  slots.push("__proto__", getPrototypeOf(object), undefined);
  return slots;
}

function listenersIn(byName: unknown): Slots {
  const slots: unknown[] = [];
  for (const name of ownKeys(Object(byName))) {
    const listeners: unknown = Reflect.get(Object(byName), name);
    // A stream keeps places for events that nobody listens to.
    if (listeners === undefined) continue;
    for (const listener of [listeners].flat()) slots.push(name, listener, undefined);
  }
  return slots;
}

/** The key of the first property that is not as it was. */
function firstDifference(before: Slots, now: Slots): PropertyKey | null {
  for (let index = 0; index < Math.max(before.length, now.length); index += 1) {
    if (is(before[index], now[index])) continue;
    const keyIndex = index - (index % SLOT_SIZE);
    return (now[keyIndex] ?? before[keyIndex]) as PropertyKey;
  }
  return null;
}

function nameOf({ name, from }: Print): string {
  return from === null ? String(name) : `${nameOf(from)}.${String(name)}`;
}

function sharedRoots(): (readonly [name: string, module: object])[] {
  return [
    ["globalThis", globalThis],
    ["prototypes", hiddenPrototypes()],
    ...[...builtinNames].map((name) => [name, Object(process.getBuiltinModule(name))] as const),
    ...Object.entries(moduleRegistry).map(([name, module]) => [name, Object(module)] as const),
  ];
}

/** Some stand behind getters, of which some are replaced at their first use. */
function exportsOf(module: object): (readonly [key: PropertyKey, value: unknown])[] {
  // Of the process only this one; to look at its standard input would open it.
  const keys = module === process ? ["allowedNodeEnvironmentFlags"] : ownKeys(module);
  return keys.map((key) => [key, Reflect.get(module, key)] as const);
}

/** Prototypes that no global names. */
function hiddenPrototypes(): object[] {
  const iterators = [
    [].values(),
    new Map().values(),
    new Set().values(),
    "".matchAll(/x/g),
    ""[Symbol.iterator](),
  ];
  const functions = [async () => {}, function* () {}, async function* () {}];
  return [...iterators, ...functions, Uint8Array].map((value) => Object(getPrototypeOf(value)));
}

/** Settings that stand behind getters. */
function readSettings(): Slots {
  const { INSPECT_MAX_BYTES } = buffer;
  const { defaultMaxListeners, captureRejections } = events;
  return slotsOf({ INSPECT_MAX_BYTES, defaultMaxListeners, captureRejections, ...inspect.defaultOptions });
}
